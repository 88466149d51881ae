package org.storedfile.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.memory.MemoryStorage;

/** What a server's transaction manager reports of the end of a transaction, and how often. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JtaTransactionTest {
    private static final Key OLD = Key.of("old.txt");

    private final MemoryStorage storage = new MemoryStorage();
    private final List<Synchronization> registered = new ArrayList<>();

    // GlassFish and Payara do, where EclipseLink removed a row.
    @ParameterizedTest
    @ValueSource(ints = {Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK, Status.STATUS_UNKNOWN})
    void an_end_that_is_reported_twice_counts_once(int second) throws IOException {
        Synchronization end = transactionThatGivesUpTheOldFile();
        end.beforeCompletion();
        end.afterCompletion(Status.STATUS_COMMITTED);
        assertThat(storage.find(OLD)).isEmpty();
        store();

        end.afterCompletion(second);

        assertThat(storage.find(OLD)).isPresent();
    }

    @Test
    void after_a_rollback_that_is_reported_first_a_commit_removes_nothing() throws IOException {
        Synchronization end = transactionThatGivesUpTheOldFile();

        end.afterCompletion(Status.STATUS_ROLLEDBACK);
        end.afterCompletion(Status.STATUS_COMMITTED);

        assertThat(storage.find(OLD)).isPresent();
    }

    private Synchronization transactionThatGivesUpTheOldFile() throws IOException {
        store();
        JtaTransaction lifecycle = new JtaTransaction(registered::add, () -> {});
        TransactionFiles files = new TransactionFiles(
                StoredFiles.builder().storage("default", storage).build(), lifecycle);
        lifecycle.register(files, true);
        FileRef old = new FileRefConverter().convertToEntityAttribute(OLD.value());
        files.gone(Objects.requireNonNull(old), new Row(), Retention.DELETE);
        return registered.get(0);
    }

    private void store() throws IOException {
        storage.write(OLD, Content.of("old".getBytes(UTF_8)));
    }

    /** One that does not hold the file any more. */
    private static final class Row implements Holder {
        @Override
        public Set<FileLocation> held() {
            return Set.of();
        }

        @Override
        public String toString() {
            return "Row#1.file";
        }
    }
}

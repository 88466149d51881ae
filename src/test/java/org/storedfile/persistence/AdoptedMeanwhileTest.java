package org.storedfile.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;
import org.storedfile.journal.JournalSource;
import org.storedfile.journal.SqlWork;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.memory.MemoryStorage;

/** A file that two transactions bring in at the same time. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AdoptedMeanwhileTest {
    private static final Key KEY = Key.of("both.txt");

    private final MemoryStorage storage = new MemoryStorage();
    private final JdbcConnectionPool source = JdbcConnectionPool.create("jdbc:h2:mem:adopted", "", "");

    @Test
    void one_comes_in_although_the_commit_of_another_gives_it_to_a_row() throws IOException {
        storage.write(KEY, Content.of("bytes".getBytes(UTF_8)));
        StoredFiles files = StoredFiles.builder()
                .storage("default", storage)
                .journal(JournalSettings.builder().interval(Duration.ZERO).build())
                .build();
        FileRef file = files.existing("default", KEY.value());

        try (Journal journal = Journal.open(files, new Source(source))) {
            JtaTransaction lifecycle = new JtaTransaction(unused -> {}, () -> {});
            TransactionFiles transaction = new TransactionFiles(files, lifecycle);
            lifecycle.register(transaction, true);

            transaction.held(file, new Row(new Database(journal, source, () -> FileRefAccess.adopted(file))));
            transaction.end(Outcome.COMMITTED);
        } finally {
            source.dispose();
        }

        assertThat(storage.find(KEY)).isPresent();
        assertThat(FileRefAccess.isExisting(file)).isFalse();
    }

    private record Source(DataSource source) implements JournalSource {
        @Override
        public Connection open() throws SQLException {
            return source.getConnection();
        }

        @Override
        public boolean isShared() {
            return false;
        }
    }

    private record Row(TransactionDatabase asked) implements Holder {
        @Override
        public Set<FileLocation> held() {
            return Set.of(new FileLocation("default", KEY));
        }

        @Override
        public Optional<TransactionDatabase> database() {
            return Optional.of(asked);
        }
    }

    /** One that is asked for its journal just when something happens. */
    private record Database(Journal open, DataSource source, Runnable meanwhile) implements TransactionDatabase {
        @Override
        public Optional<Journal> journal() {
            meanwhile.run();
            return Optional.of(open);
        }

        @Override
        public void run(SqlWork<?> work) {
            try (Connection connection = source.getConnection()) {
                work.run(connection);
            } catch (SQLException e) {
                throw new StoredFileException("not done", e);
            }
        }

        @Override
        public boolean isActive() {
            return true;
        }

        @Override
        public boolean isFlushedForCompletion() {
            return false;
        }

        @Override
        public Object scope() {
            return "the test";
        }
    }
}

package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;

/** A process that is held up for so long that the database gives its connection up, and others its uploads. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LostConnectionTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class)
            .files(files -> files.journal(JournalSettings.builder()
                    .interval(Duration.ZERO)
                    .grace(Duration.ofSeconds(2))
                    .linger(Duration.ofSeconds(2))
                    .build()));

    @Test
    void what_it_writes_after_all_have_forgotten_it_goes() {
        assertThatThrownBy(() -> UNIT.commit(em -> {
                    InputStream late = new SequenceInputStream(new ByteArrayInputStream(new byte[100_000]), late(em));
                    em.persist(new Album(FileRef.of("late.png", late)));
                }))
                .hasStackTraceContaining("the transaction was lost while it stored files for longer than PT2S");
        assertThat(UNIT.storage().keys()).hasSize(1);

        reap();

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    private static InputStream late(EntityManager em) {
        return new InputStream() {
            @Override
            public int read() {
                return read(new byte[1], 0, 1);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                Unit.connected(em, LostConnectionTest::lose);
                while (!UNIT.rows("select object_key from stored_file_journal where state <> 'marker'")
                        .isEmpty()) {
                    reap();
                }
                return -1;
            }
        };
    }

    private static void lose(Connection connection) throws SQLException {
        connection.rollback();
        // Not that of the pool.
        connection.getMetaData().getConnection().close();
    }

    private static void reap() {
        Journal.of(StoredFiles.current()).forEach(Journal::reap);
    }
}

package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.storedfile.FileLocation;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.run.RecordingStorage;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;

/** A journal on an empty database, with a storage in memory; its reaper runs when it is told to. */
abstract class JournalTests {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final RecordingStorage storage = new RecordingStorage();
    DataSource source;
    Journal journal;

    abstract DataSource create() throws SQLException;

    /** The levels that the database has. */
    static Stream<Integer> levels() {
        return Stream.of(
                Connection.TRANSACTION_READ_UNCOMMITTED,
                Connection.TRANSACTION_READ_COMMITTED,
                Connection.TRANSACTION_REPEATABLE_READ,
                Connection.TRANSACTION_SERIALIZABLE);
    }

    @BeforeEach
    void open() throws SQLException {
        source = create();
        TestDatabase.execute(source, "create table snapshot (id integer)");
        // No reaper by itself, and no waiting.
        journal = journal(JournalSettings.builder()
                .interval(Duration.ZERO)
                .linger(Duration.ofMinutes(1))
                .build());
    }

    @AfterEach
    void close() {
        journal.close();
    }

    Journal journal(JournalSettings settings) {
        StoredFiles files = StoredFiles.builder()
                .storage("default", storage)
                .journal(settings)
                .build();
        return Journal.open(files, new JournalSource() {
            @Override
            public Connection open() throws SQLException {
                return source.getConnection();
            }

            @Override
            public boolean isShared() {
                return true;
            }

            @Override
            public String toString() {
                return "the test's data source";
            }
        });
    }

    static FileLocation location() {
        return new FileLocation("default", Key.of("covers/" + NUMBER.incrementAndGet() + ".png"));
    }

    Connection begin(int level) throws SQLException {
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(level);
        // Its snapshot, if it has one, is older than any intent.
        try (var statement = connection.createStatement();
                var results = statement.executeQuery("select count(*) from snapshot")) {
            assertThat(results.next()).isTrue();
        }
        return connection;
    }

    JournalTransaction stored(Connection connection, FileLocation file) {
        JournalTransaction transaction = journal.begin();
        transaction.intend(Set.of(file), own(connection), "");
        write(file);
        return transaction;
    }

    /** Does so with an intent that is due by now, as it is of an upload that takes long. */
    JournalTransaction storedOverdue(Connection connection, FileLocation file) throws SQLException {
        JournalTransaction transaction = journal.begin();
        journal.intend(Set.of(file), Duration.ZERO);
        transaction.claim(connection, Set.of(file));
        write(file);
        return transaction;
    }

    static JournalTransaction.Own own(Connection connection) {
        return work -> {
            try {
                work.run(connection);
            } catch (SQLException e) {
                throw new StoredFileException("not done", e);
            }
        };
    }

    void abandon(FileLocation file) {
        journal.intend(Set.of(file), Duration.ofHours(1));
        write(file);
    }

    void write(FileLocation file) {
        try {
            storage.write(file.key(), Content.of(new byte[] {1}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean exists(FileLocation file) {
        return storage.keys().contains(file.key().value());
    }

    Set<FileLocation> rows(FileLocation file) {
        return journal.known(Set.of(file));
    }

    void reapAll() throws SQLException {
        makeDue();
        journal.reap();
        settle();
    }

    /** Waits for what the clerk does later. */
    void settle() {
        var unused = journal.status();
    }

    // As time does.
    void makeDue() throws SQLException {
        journal.clerk().call(connection -> {
            DueNow.make(connection);
            return "";
        });
    }
}

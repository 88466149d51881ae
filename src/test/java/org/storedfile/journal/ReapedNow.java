package org.storedfile.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;

/** Lets a reaper do at once what it would do in the course of hours, by making all rows due. */
public final class ReapedNow implements AutoCloseable {
    private static final int ROUNDS = 4;

    private final DataSource source;
    private final Journal journal;

    /** Makes one beside the reaper of the unit whose database this is. */
    public ReapedNow(DataSource source) {
        this.source = source;
        this.journal = Journal.open(StoredFiles.current(), new Connections(source));
    }

    /** Returns settings of units whose rows are due later than any test lasts, and whose reaper never runs by itself. */
    public static JournalSettings settings() {
        return JournalSettings.builder()
                .interval(Duration.ZERO)
                .backOff(Duration.ZERO)
                .build();
    }

    /** Runs until nothing can be left to do: what is removed is removed once more. */
    public void run() throws SQLException {
        for (int round = 0; round < ROUNDS; round++) {
            try (Connection connection = source.getConnection()) {
                DueNow.commit(connection);
            }
            journal.reap();
        }
    }

    @Override
    public void close() {
        journal.close();
    }

    private record Connections(DataSource source) implements JournalSource {
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
            return "the test";
        }
    }
}

package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.storedfile.FileLocation;

/** The reaper on MariaDB. */
@EnabledIf(value = "isHere", disabledReason = "MariaDB is not installed: apt-get install mariadb-server")
class MariaReaperTest extends ReaperContract {
    static boolean isHere() {
        return Maria.isHere();
    }

    @Override
    DataSource create() throws SQLException {
        return new Maria(false).create();
    }

    @Test
    void the_rows_of_many_removals_go_together_although_each_is_deleted_by_its_key() throws SQLException {
        List<FileLocation> files =
                IntStream.range(0, 100).mapToObj(any -> location()).toList();
        List<String> prepared = new CopyOnWriteArrayList<>();
        source = new ListeningSource(source, prepared::add).proxy();
        try (Journal node = journal(journal.settings());
                Connection connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            JournalTransaction transaction = node.begin();
            transaction.remove(connection, Journal.all(files, Duration.ZERO), Set.of());
            connection.commit();
            prepared.clear();

            transaction.committed();

            assertThat(node.status().rows()).isEmpty();
        }
        assertThat(prepared)
                .filteredOn(sql -> sql.startsWith("delete"))
                .singleElement()
                .asString()
                .contains("in (?)");
    }
}

package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.storedfile.FileLocation;

/** The journal on MariaDB. */
@EnabledIf(value = "isHere", disabledReason = "MariaDB is not installed: apt-get install mariadb-server")
class MariaJournalTest extends JournalContract {
    static boolean isHere() {
        return Maria.isHere();
    }

    @Override
    DataSource create() throws SQLException {
        return new Maria(false).create();
    }

    @Test
    void the_pools_own_lock_timeout_is_given_back() throws SQLException {
        FileLocation file = location();
        abandon(file);

        String after = journal.clerk().call(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("set innodb_lock_wait_timeout = 7");
            }
            Settling settling = new Settling(journal.table(), Duration.ofMinutes(1), Duration.ofMinutes(1));
            assertThat(settling.take(connection, Set.of(file))).containsExactly(file);
            try (var statement = connection.createStatement();
                    var results = statement.executeQuery("select @@innodb_lock_wait_timeout")) {
                results.next();
                return results.getString(1);
            }
        });

        assertThat(after).isEqualTo("7");
    }
}

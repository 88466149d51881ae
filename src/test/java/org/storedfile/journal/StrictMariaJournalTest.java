package org.storedfile.journal;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.condition.EnabledIf;

/** The journal on MariaDB, whose snapshots are strict. */
@EnabledIf(value = "isHere", disabledReason = "MariaDB is not installed: apt-get install mariadb-server")
class StrictMariaJournalTest extends JournalContract {
    static boolean isHere() {
        return Maria.isHere();
    }

    @Override
    DataSource create() throws SQLException {
        return new Maria(true).create();
    }
}

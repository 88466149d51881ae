package org.storedfile.journal;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.condition.EnabledIf;

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
}

package org.storedfile.journal;

import java.sql.SQLException;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.junit.jupiter.api.condition.EnabledIf;
import org.mariadb.jdbc.MariaDbDataSource;

/** Branches in doubt on MariaDB, which keeps them when their connection ends. */
@EnabledIf(value = "isHere", disabledReason = "MariaDB is not installed: apt-get install mariadb-server")
class MariaBranchTest extends BranchContract {
    static boolean isHere() {
        return Maria.isHere();
    }

    @Override
    DataSource create() throws SQLException {
        return new Maria(false).create();
    }

    @Override
    XADataSource xa() {
        try {
            return new MariaDbDataSource(((UrlSource) source).url());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

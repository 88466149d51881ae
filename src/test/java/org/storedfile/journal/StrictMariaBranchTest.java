package org.storedfile.journal;

import java.sql.SQLException;
import javax.sql.DataSource;

/** Branches in doubt on MariaDB, whose snapshots are strict. */
class StrictMariaBranchTest extends MariaBranchTest {
    @Override
    DataSource create() throws SQLException {
        return new Maria(true).create();
    }
}

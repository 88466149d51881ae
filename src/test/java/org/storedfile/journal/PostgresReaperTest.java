package org.storedfile.journal;

import java.sql.SQLException;
import javax.sql.DataSource;

/** The reaper on PostgreSQL. */
class PostgresReaperTest extends ReaperContract {
    @Override
    DataSource create() throws SQLException {
        return new Postgres().create();
    }
}

package org.storedfile.journal;

import java.sql.SQLException;
import javax.sql.DataSource;

/** The journal on PostgreSQL. */
class PostgresJournalTest extends JournalContract {
    @Override
    DataSource create() throws SQLException {
        return new Postgres().create();
    }
}

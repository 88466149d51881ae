package org.storedfile.journal;

import java.sql.SQLException;
import javax.sql.DataSource;

/** The journal on H2. */
class H2JournalTest extends JournalContract {
    @Override
    DataSource create() throws SQLException {
        return new H2().create();
    }
}

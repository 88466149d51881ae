package org.storedfile.journal;

import java.sql.SQLException;
import javax.sql.DataSource;

/** The reaper on H2. */
class H2ReaperTest extends ReaperContract {
    @Override
    DataSource create() throws SQLException {
        return new H2().create();
    }
}

package org.storedfile.journal;

import java.sql.SQLException;
import javax.sql.DataSource;

/** The reaper on H2. */
class H2ReaperTest extends ReaperContract {
    @Override
    DataSource create() throws SQLException {
        return new H2().create();
    }

    // It sorts them first, and has locked them by then.
    @Override
    boolean locksOnlyWhatIsRead() {
        return false;
    }
}

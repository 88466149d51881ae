package org.storedfile.journal;

import java.sql.SQLException;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.engine.Constants;

/** The journal on H2. */
class H2JournalTest extends JournalContract {
    /** Those of the standard, and one that only H2 has. */
    static Stream<Integer> levels() {
        return Stream.concat(JournalTests.levels(), Stream.of(Constants.TRANSACTION_SNAPSHOT));
    }

    @Override
    DataSource create() throws SQLException {
        return new H2().create();
    }
}

package org.storedfile.journal;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** H2 in memory. */
final class H2 extends TestDatabase {
    @Override
    DataSource create() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + name() + ";DB_CLOSE_DELAY=-1");
        return source;
    }
}

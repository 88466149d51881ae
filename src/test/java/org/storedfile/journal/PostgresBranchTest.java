package org.storedfile.journal;

import java.sql.SQLException;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.xa.PGXADataSource;

/** Branches in doubt on PostgreSQL. */
class PostgresBranchTest extends BranchContract {
    @Override
    DataSource create() throws SQLException {
        return new Postgres().create();
    }

    @Override
    XADataSource xa() {
        PGXADataSource xa = new PGXADataSource();
        xa.setURL(((PGSimpleDataSource) source).getURL());
        xa.setUser("postgres");
        return xa;
    }
}

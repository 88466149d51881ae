package org.storedfile.persistence.eclipselink;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.SingleTableMultitenantPolicy;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.storedfile.persistence.FileAttribute;
import org.storedfile.persistence.FileColumn;
import org.storedfile.persistence.FileTables;

/** The file columns of a persistence unit of EclipseLink, and connections to its database. */
final class UnitTables implements FileTables {
    private final Session session;
    private final List<FileColumn> columns;
    private final List<FileAttribute> keeping;

    UnitTables(Session session, List<FileColumn> columns, List<FileAttribute> attributes) {
        this.session = session;
        this.columns = columns;
        this.keeping = attributes.stream().filter(FileAttribute::keepsForEver).toList();
    }

    @Override
    public List<FileColumn> columns() {
        return columns;
    }

    @Override
    public List<FileAttribute> keeping() {
        return keeping;
    }

    // One of the unit's own login, and where it has one of its data source that is not JTA's.
    @Override
    public <R> R call(Work<R> work) throws SQLException {
        try (Connection connection = connect()) {
            return work.with(connection);
        }
    }

    // Where tenants share tables, the statements of maintenance see the rows of all.
    @Override
    public boolean hasTenants() {
        return session.getDescriptors().values().stream()
                .map(ClassDescriptor::getMultitenantPolicy)
                .anyMatch(policy -> policy != null && policy.getClass() != SingleTableMultitenantPolicy.class);
    }

    @Override
    public boolean isOf(EntityManagerFactory factory) {
        try {
            return factory.unwrap(Session.class) == session;
        } catch (PersistenceException | ClassCastException e) {
            // Another provider's.
            return false;
        }
    }

    private Connection connect() throws SQLException {
        DatabaseLogin login = session instanceof ServerSession server
                ? (DatabaseLogin) server.getReadConnectionPool().getLogin()
                : (DatabaseLogin) session.getDatasourceLogin();
        try {
            return (Connection) login.connectToDatasource(null, session);
        } catch (DatabaseException e) {
            throw new SQLException("no connection to the database: " + e.getMessage(), e);
        }
    }
}

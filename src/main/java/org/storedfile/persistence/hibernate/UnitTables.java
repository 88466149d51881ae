package org.storedfile.persistence.hibernate;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.hibernate.JDBCException;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.jdbc.AbstractReturningWork;
import org.storedfile.persistence.FileAttribute;
import org.storedfile.persistence.FileColumn;
import org.storedfile.persistence.FileTables;

/** The file columns of a persistence unit of Hibernate, and connections to its database. */
final class UnitTables implements FileTables {
    private final SessionFactory factory;
    private final List<FileColumn> columns;
    private final List<FileAttribute> keeping;

    UnitTables(SessionFactory factory, List<FileColumn> columns, List<FileAttribute> attributes) {
        this.factory = factory;
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

    // By Hibernate's isolation, which suspends a JTA transaction of the thread.
    @Override
    public <R> R call(Work<R> work) throws SQLException {
        try (Session session = factory.withOptions().autoJoinTransactions(false).openSession()) {
            return session.unwrap(SharedSessionContractImplementor.class)
                    .getTransactionCoordinator()
                    .createIsolationDelegate()
                    .delegateWork(
                            new AbstractReturningWork<R>() {
                                @Override
                                public R execute(Connection connection) throws SQLException {
                                    return work.with(connection);
                                }
                            },
                            false);
        } catch (JDBCException e) {
            // As Hibernate wraps what the work throws.
            throw e.getSQLException();
        }
    }

    @Override
    public boolean hasTenants() {
        return factory.unwrap(SessionFactoryImplementor.class)
                .getSessionFactoryOptions()
                .isMultiTenancyEnabled();
    }

    @Override
    public boolean isOf(EntityManagerFactory other) {
        try {
            return other.unwrap(SessionFactory.class) == factory;
        } catch (PersistenceException | ClassCastException e) {
            // Another provider's.
            return false;
        }
    }
}

package org.storedfile.persistence.eclipselink;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.persistence.exceptions.EclipseLinkException;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.sessions.DatasourceLogin;
import org.storedfile.FileLocation;
import org.storedfile.StoredFileException;
import org.storedfile.journal.Journal;
import org.storedfile.journal.SqlWork;
import org.storedfile.persistence.HistoryTables;
import org.storedfile.persistence.TransactionDatabase;
import org.storedfile.persistence.UnitJournal;

/** The database as the transaction of a unit of work sees it. */
final class SessionDatabase implements TransactionDatabase {
    private final AbstractSession connected;

    SessionDatabase(UnitOfWorkImpl work) {
        this(UnitTransactions.connected(work));
    }

    SessionDatabase(AbstractSession connected) {
        this.connected = connected;
    }

    @Override
    public Optional<Journal> journal() {
        return UnitJournals.of(connected).flatMap(UnitJournal::journal);
    }

    /** Misses what others committed since the transaction began, where it does not see that. */
    @Override
    public Set<FileLocation> inHistory(Collection<FileLocation> locations) {
        HistoryTables history = HistoryTables.of(UnitSettings.unit(connected));
        Set<FileLocation> found = new HashSet<>();
        if (!history.isEmpty()) {
            run("the history of files could not be read", open -> found.addAll(history.holding(locations, open)));
        }
        return found;
    }

    @Override
    public void run(SqlWork<?> work) {
        run("the journal could not be written", work);
    }

    private void run(String fault, SqlWork<?> work) {
        try {
            if (connected.isInTransaction()) {
                inSession(work);
            } else {
                inJta(work);
            }
        } catch (SQLException | EclipseLinkException e) {
            throw new StoredFileException(fault + " in the transaction: " + e.getMessage(), e);
        }
    }

    private void inSession(SqlWork<?> work) throws SQLException {
        Accessor accessor = connected.getAccessor();
        // Keeps a data source's connection from being given back meanwhile.
        accessor.incrementCallCount(connected);
        try {
            work.run((Connection) accessor.getDatasourceConnection());
        } finally {
            accessor.decrementCallCount();
        }
    }

    // Before completion the session may have ended its part. Its accessor is then the unit's, which all threads share.
    private void inJta(SqlWork<?> work) throws SQLException {
        if (!connected.hasExternalTransactionController()) {
            throw new StoredFileException("the transaction has ended: nothing can be written in it any more");
        }
        DatasourceLogin login = (DatasourceLogin) connected.getDatasourceLogin();
        try (Connection connection = (Connection) login.connectToDatasource(null, connected)) {
            work.run(connection);
        }
    }

    @Override
    public boolean isActive() {
        return connected.hasExternalTransactionController()
                ? JtaTransactions.isActive(connected)
                : connected.isInTransaction();
    }

    /** Not asked: it does not tell the flush of a commit from others. */
    @Override
    public boolean isFlushedForCompletion() {
        return false;
    }

    /** A unit of EclipseLink shows one schema. */
    @Override
    public Object scope() {
        return "";
    }
}

package org.storedfile.persistence.hibernate;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.engine.jdbc.spi.JdbcCoordinator;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.jdbc.WorkExecutorVisitable;
import org.storedfile.FileLocation;
import org.storedfile.StoredFileException;
import org.storedfile.journal.Journal;
import org.storedfile.persistence.HistoryTables;

/**
 * The history of files as the transaction of a session sees it, and as the journal's own connection does where the
 * transaction does not see what others committed since it began. Such revisions are missed without a journal, at the level
 * SNAPSHOT of SQL Server, and where that connection's login or schema does not show them. Lives for one question.
 */
final class SeenHistory {
    private static final Logger LOGGER = System.getLogger(SeenHistory.class.getName());

    private final HistoryTables tables;
    private final SharedSessionContractImplementor session;
    private final Optional<Journal> journal;
    private String orSnapshot;
    private boolean isSnapshot;

    SeenHistory(HistoryTables tables, SharedSessionContractImplementor session, Optional<Journal> journal) {
        this.tables = tables;
        this.session = session;
        this.journal = journal;
        this.orSnapshot = journal.map(Journal::orSnapshot).orElse("");
    }

    /** Returns those of the files that rows of it refer to. */
    Set<FileLocation> holding(Collection<FileLocation> locations) {
        Set<FileLocation> found = tables.holding(locations, this::inTransaction);
        Set<FileLocation> others = new HashSet<>(locations);
        others.removeAll(found);
        journal.filter(any -> !others.isEmpty())
                .filter(this::hidesOthers)
                .ifPresent(open -> found.addAll(committed(others, open)));
        return found;
    }

    private boolean hidesOthers(Journal open) {
        WorkExecutorVisitable<Boolean> look = (executor, connection) -> open.isSnapshot(connection);
        return isSnapshot || session.getJdbcCoordinator().coordinateWork(look);
    }

    // The first query tells, too, whether there is a snapshot.
    private List<String> inTransaction(String select, List<String> values) {
        String sql = select + orSnapshot;
        orSnapshot = "";
        JdbcCoordinator jdbc = session.getJdbcCoordinator();
        PreparedStatement statement = jdbc.getStatementPreparer().prepareStatement(sql);
        try {
            List<String> texts = HistoryTables.texts(statement, values);
            isSnapshot |= texts.contains("");
            return texts;
        } catch (SQLException e) {
            throw session.getFactory()
                    .getJdbcServices()
                    .getSqlExceptionHelper()
                    .convert(e, "the history of files could not be read", sql);
        } finally {
            jdbc.getLogicalConnection().getResourceRegistry().release(statement);
            jdbc.afterStatementExecution();
        }
    }

    private Set<FileLocation> committed(Set<FileLocation> others, Journal open) {
        try {
            return open.committed(connection -> committed(others, connection));
        } catch (StoredFileException e) {
            LOGGER.log(
                    Level.WARNING,
                    others + " are kept, because it could not be read whether a revision refers to them that was"
                            + " committed since the transaction began",
                    e);
            return others;
        }
    }

    private Set<FileLocation> committed(Set<FileLocation> others, Connection connection) throws SQLException {
        try {
            return tables.holding(others, connection);
        } catch (SQLException e) {
            if (!isRefused(e)) {
                throw e;
            }
            // The connection is in order, and others wait for it.
            connection.rollback();
            LOGGER.log(Level.DEBUG, "the journal''s connection does not see the history of files: {0}", e.toString());
            return Set.of();
        }
    }

    // There is no such table for this login, or not in this schema.
    private static boolean isRefused(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("42");
    }
}

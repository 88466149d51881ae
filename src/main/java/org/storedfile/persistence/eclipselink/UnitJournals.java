package org.storedfile.persistence.eclipselink;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.sessions.Connector;
import org.eclipse.persistence.sessions.DatasourceLogin;
import org.eclipse.persistence.sessions.DefaultConnector;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.storedfile.JournalSettings;
import org.storedfile.journal.JournalSource;
import org.storedfile.persistence.FileAttribute;
import org.storedfile.persistence.JournalSources;
import org.storedfile.persistence.UnitJournal;

/** The journals of the persistence units with file attributes, as long as these live. Thread safe. */
final class UnitJournals {
    private static final Map<Session, UnitJournal> UNITS = new ConcurrentHashMap<>();

    private UnitJournals() {}

    static Optional<UnitJournal> of(AbstractSession session) {
        return Optional.ofNullable(UNITS.get(UnitSettings.unit(session)));
    }

    /**
     * Makes the unit's journal, and opens it if it can be by now.
     *
     * @throws org.storedfile.StoredFileException if it cannot be used
     */
    static void add(AbstractSession unit, List<FileAttribute> attributes) {
        UnitJournal journal = new UnitJournal(attributes, settings -> source(settings, unit));
        UNITS.put(unit, journal);
        try {
            journal.start();
        } catch (RuntimeException e) {
            remove(unit);
            throw e;
        }
    }

    static void remove(Session unit) {
        UnitJournal journal = UNITS.remove(unit);
        if (journal != null) {
            journal.close();
        }
    }

    private static Object dataSource(Connector connector) {
        return connector instanceof JNDIConnector named && named.getDataSource() != null
                ? named.getDataSource()
                : connector;
    }

    // A URL may hold a password.
    private static String name(Connector connector) {
        return connector instanceof DefaultConnector ? "the unit's JDBC URL" : "the unit's " + connector;
    }

    private static JournalSource source(JournalSettings settings, AbstractSession unit) {
        return JournalSources.of(settings).orElseGet(() -> own(unit));
    }

    // What reads outside of transactions; in a JTA unit that is its non-jta-data-source, if it has one.
    private static JournalSource own(AbstractSession unit) {
        DatasourceLogin main = (DatasourceLogin) unit.getDatasourceLogin();
        DatasourceLogin login = main;
        if (unit.hasExternalTransactionController()
                && unit instanceof ServerSession server
                && server.getReadConnectionPool() != null
                && server.getReadConnectionPool().getLogin() instanceof DatasourceLogin reads) {
            login = reads;
        }
        DatasourceLogin chosen = login;
        Connector connector = chosen.getConnector();
        // A proxy around a data source need not equal itself.
        boolean isShared = !(connector instanceof DefaultConnector)
                && Objects.equals(dataSource(connector), dataSource(main.getConnector()));
        return JournalSources.source(
                () -> (Connection) chosen.connectToDatasource(null, unit),
                isShared ? "the unit's own data source" : name(connector),
                isShared);
    }
}

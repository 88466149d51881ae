package org.storedfile.persistence.hibernate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorBuilder;
import org.jspecify.annotations.Nullable;
import org.storedfile.JournalSettings;
import org.storedfile.journal.JournalSource;
import org.storedfile.persistence.FileAttribute;
import org.storedfile.persistence.JournalSources;
import org.storedfile.persistence.UnitJournal;

/** The journals of the persistence units with file attributes, as long as these live. Thread safe. */
final class UnitJournals {
    private static final Map<SessionFactory, UnitJournal> UNITS = new ConcurrentHashMap<>();
    private static final String[] DATA_SOURCES = {
        "jakarta.persistence.jtaDataSource", "jakarta.persistence.nonJtaDataSource", "hibernate.connection.datasource"
    };

    private UnitJournals() {}

    static Optional<UnitJournal> of(SessionFactory factory) {
        return Optional.ofNullable(UNITS.get(factory));
    }

    /**
     * Makes the unit's journal, and opens it if it can be by now.
     *
     * @throws org.storedfile.StoredFileException if it cannot be used
     */
    static void add(SessionFactoryImplementor factory, List<FileAttribute> attributes) {
        UnitJournal journal = new UnitJournal(attributes, settings -> source(settings, factory));
        UNITS.put(factory, journal);
        try {
            journal.start();
        } catch (RuntimeException e) {
            remove(factory);
            throw e;
        }
    }

    static void remove(SessionFactoryImplementor factory) {
        UnitJournal journal = UNITS.remove(factory);
        if (journal != null) {
            journal.close();
        }
    }

    private static JournalSource source(JournalSettings settings, SessionFactoryImplementor factory) {
        // Those of the factory have no password.
        Map<String, Object> unit = factory.getServiceRegistry()
                .requireService(ConfigurationService.class)
                .getSettings();
        return JournalSources.of(settings)
                .or(() -> nonJta(unit, factory))
                .or(() -> driver(unit))
                .orElseGet(() -> pool(factory));
    }

    // In a resource-local unit it is the pool of the transactions themselves.
    private static Optional<JournalSource> nonJta(Map<String, Object> unit, SessionFactoryImplementor factory) {
        boolean isJta = factory.getServiceRegistry()
                .requireService(TransactionCoordinatorBuilder.class)
                .isJta();
        Object source = isJta ? unit.get("jakarta.persistence.nonJtaDataSource") : null;
        return Optional.ofNullable(source)
                .map(found -> found instanceof DataSource ready ? ready : JournalSources.lookUp(found.toString()))
                .map(ready -> JournalSources.source(ready, "the unit's non-jta-data-source", false));
    }

    private static Optional<JournalSource> driver(Map<String, Object> unit) {
        for (String name : DATA_SOURCES) {
            if (unit.get(name) != null) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(first(unit, "jakarta.persistence.jdbc.url", "hibernate.connection.url"))
                .map(url -> JournalSources.driver(url, login(unit)));
    }

    private static Properties login(Map<String, Object> unit) {
        Properties login = new Properties();
        String user = first(
                unit, "jakarta.persistence.jdbc.user", "hibernate.connection.username", "hibernate.connection.user");
        String password = first(unit, "jakarta.persistence.jdbc.password", "hibernate.connection.password");
        if (user != null) {
            login.setProperty("user", user);
        }
        if (password != null) {
            login.setProperty("password", password);
        }
        return login;
    }

    private static JournalSource pool(SessionFactoryImplementor factory) {
        JdbcConnectionAccess access = factory.getJdbcServices().getBootstrapJdbcConnectionAccess();
        return JournalSources.source(access::obtainConnection, "the unit's own connections", true);
    }

    private static @Nullable String first(Map<String, Object> unit, String... names) {
        for (String name : names) {
            if (unit.get(name) != null) {
                return unit.get(name).toString();
            }
        }
        return null;
    }
}

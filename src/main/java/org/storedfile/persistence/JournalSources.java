package org.storedfile.persistence;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFileException;
import org.storedfile.journal.JournalSource;

/** Where a journal's connection may come from. */
public final class JournalSources {
    private JournalSources() {}

    /**
     * Returns what the settings name.
     *
     * @throws StoredFileException if there is no data source of that name
     */
    public static Optional<JournalSource> of(JournalSettings settings) {
        return settings.dataSource()
                .map(source -> source(source, "the journal's data source", false))
                .or(() -> settings.dataSourceName()
                        .map(name -> source(lookUp(name), "the data source '" + name + "'", false)));
    }

    /**
     * Returns a data source's.
     *
     * @param isShared whether the transactions of the unit take their connections from there, too
     */
    public static JournalSource source(DataSource source, String name, boolean isShared) {
        return source(source::getConnection, name, isShared);
    }

    /** Returns one of its own for each call. */
    public static JournalSource driver(String url, Properties properties) {
        return source(() -> DriverManager.getConnection(url, properties), "the unit's JDBC URL", false);
    }

    /** Returns one that opens connections in its own way. */
    public static JournalSource source(Opening opening, String name, boolean isShared) {
        return new Named(opening, name, isShared);
    }

    /**
     * Finds a data source.
     *
     * @throws StoredFileException if there is none
     */
    @SuppressWarnings("BanJNDI") // The name is the deployer's.
    public static DataSource lookUp(String name) {
        try {
            return (DataSource) new InitialContext().lookup(name);
        } catch (NamingException | ClassCastException e) {
            throw new StoredFileException("there is no data source '" + name + "' for the journal", e);
        }
    }

    /** Opens a connection. */
    @FunctionalInterface
    public interface Opening {
        /** Opens one that the caller closes. */
        Connection open() throws SQLException;
    }

    private record Named(Opening opening, String name, boolean isShared) implements JournalSource {
        @Override
        public Connection open() throws SQLException {
            return opening.open();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}

package org.storedfile.persistence;

import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.storedfile.StoredFileException;

/**
 * Where a persistence unit keeps its files in the database, and a way to that database. There is one for each running
 * unit of Hibernate, and of EclipseLink with the customizer. Thread safe.
 */
public interface FileTables {
    /** What is done with a connection. */
    interface Work<R> {
        /** Runs; the connection is taken back afterwards. */
        R with(Connection connection) throws SQLException;
    }

    /** Returns all columns that hold files, each once: those of entities, of collections and of their history. */
    List<FileColumn> columns();

    /** Returns the attributes that keep files for ever, to which no column of theirs refers any more. */
    List<FileAttribute> keeping();

    /**
     * Runs {@code work} on a connection of the unit's data source, outside of any transaction of this thread.
     *
     * @throws SQLException what {@code work} throws, or if there is no connection
     */
    <R> R call(Work<R> work) throws SQLException;

    /** Tells whether there are rows of other tenants, which {@link #call} does not see. */
    boolean hasTenants();

    /** Tells whether it belongs to this unit. */
    boolean isOf(EntityManagerFactory factory);

    /**
     * Returns those of a running persistence unit.
     *
     * @throws StoredFileException if the unit is not known: it has no file attribute, or its provider has no integration
     */
    static FileTables of(EntityManagerFactory factory) {
        return RunningUnits.all().stream()
                .filter(tables -> tables.isOf(factory))
                .findFirst()
                .orElseThrow(() -> new StoredFileException("the persistence unit has no file attributes that are known:"
                        + " it needs Hibernate, or EclipseLink with StoredFileCustomizer"));
    }

    /** Returns those of all units that run in this application. */
    static List<FileTables> running() {
        return RunningUnits.all();
    }
}

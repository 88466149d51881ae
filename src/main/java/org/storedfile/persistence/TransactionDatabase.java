package org.storedfile.persistence;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.storedfile.FileLocation;
import org.storedfile.journal.Journal;
import org.storedfile.journal.SqlWork;

/** The database that has the rows of a persistence unit, as one transaction sees it. */
public interface TransactionDatabase {
    /** Returns the unit's journal; empty if it is switched off. */
    Optional<Journal> journal();

    /**
     * Does something on the transaction's own connection.
     *
     * @throws org.storedfile.StoredFileException with the cause, if it throws
     */
    void run(SqlWork<?> work);

    /**
     * Returns those of the files that rows refer to which keep the history of others.
     *
     * @throws RuntimeException if they cannot be asked
     */
    default Set<FileLocation> inHistory(Collection<FileLocation> locations) {
        return Set.of();
    }

    /** Tells whether the transaction is active, so that what {@link #run} did belongs to it. */
    boolean isActive();

    /**
     * Tells, before completion, whether the completion began with a flush, so that the application did nothing after the
     * last one.
     */
    boolean isFlushedForCompletion();

    /** Returns what says which database or schema the connection shows: a tenant, or always the same. */
    Object scope();
}

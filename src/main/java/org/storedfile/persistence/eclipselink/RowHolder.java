package org.storedfile.persistence.eclipselink;

import static java.util.stream.Collectors.toSet;

import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.platform.database.MySQLPlatform;
import org.eclipse.persistence.transaction.JTATransactionController;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.Holder;
import org.storedfile.persistence.TransactionDatabase;

/** A column of an entity's row, or an element collection of it. */
final class RowHolder implements Holder {
    /** Reads the files that the row has in the database now. */
    interface Rows {
        /**
         * Reads them.
         *
         * @param isLocked whether others are kept from changing the row until the transaction ends
         */
        List<FileRef> read(AbstractSession session, boolean isLocked);
    }

    private final String name;
    private final Rows rows;
    private final AbstractSession session;
    private final @Nullable TransactionManager manager;
    private final AbstractSession connected;
    private final SessionDatabase database;

    RowHolder(ClassDescriptor descriptor, @Nullable Object id, String path, UnitOfWorkImpl work, Rows rows) {
        this.name = descriptor.getAlias() + (id == null ? "" : "#" + id) + "." + path;
        this.rows = rows;
        this.connected = UnitTransactions.connected(work);
        this.database = new SessionDatabase(work);
        // With JTA the row is read after the commit, by a session that takes no part in the transaction.
        AbstractSession parent = UnitTransactions.isJta(work) ? connected.getParent() : null;
        this.session = parent == null ? connected : parent;
        this.manager = parent == null ? null : manager(parent);
    }

    @Override
    public Set<FileLocation> held() {
        return manager == null ? read(session, false) : readOutside(manager);
    }

    @Override
    public Set<FileLocation> heldNow() {
        return read(connected, isStale(connected));
    }

    /**
     * Tells whether a transaction may read without a lock what others have changed since it began, although its own
     * statements changed their rows: in MySQL and MariaDB.
     */
    static boolean isStale(AbstractSession session) {
        // That of MariaDB extends it, and says that it is none of MySQL.
        return session.getPlatform() instanceof MySQLPlatform;
    }

    @Override
    public Optional<TransactionDatabase> database() {
        return Optional.of(database);
    }

    @Override
    public String toString() {
        return name;
    }

    // The thread may still have the completed transaction, in which some pools, WildFly's for one, give no connection.
    private Set<FileLocation> readOutside(TransactionManager manager) {
        try {
            Transaction completed = manager.suspend();
            try {
                return read(session, false);
            } finally {
                if (completed != null) {
                    manager.resume(completed);
                }
            }
        } catch (SystemException | InvalidTransactionException e) {
            throw new StoredFileException("the transaction manager does not leave the transaction: " + e, e);
        }
    }

    private Set<FileLocation> read(AbstractSession reading, boolean isLocked) {
        return rows.read(reading, isLocked).stream()
                .map(FileRefAccess::location)
                .flatMap(Optional::stream)
                .collect(toSet());
    }

    private static @Nullable TransactionManager manager(AbstractSession session) {
        return session.getExternalTransactionController() instanceof JTATransactionController controller
                ? controller.getTransactionManager()
                : null;
    }
}

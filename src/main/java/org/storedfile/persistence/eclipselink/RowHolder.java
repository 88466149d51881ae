package org.storedfile.persistence.eclipselink;

import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.transaction.JTATransactionController;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.persistence.Holder;
import org.storedfile.persistence.TransactionDatabase;

/** A column of an entity's row, or an element collection of it. */
final class RowHolder implements Holder {
    private static final Logger LOGGER = System.getLogger(RowHolder.class.getName());

    /** Reads the files that the row has in the database now. */
    interface Rows {
        Iterable<FileRef> read(AbstractSession session);
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

    // RuntimeException: whatever keeps the row from being read, the file must stay.
    @Override
    public boolean holds(FileLocation location) {
        try {
            return manager == null ? isRead(location, session) : isReadOutside(location, manager);
        } catch (RuntimeException | SystemException | InvalidTransactionException e) {
            LOGGER.log(Level.WARNING, "'" + location + "' is kept, because " + name + " could not be read", e);
            return true;
        }
    }

    // RuntimeException: whatever keeps the row from being read, the file must stay.
    @Override
    public boolean holdsNow(FileLocation location) {
        try {
            return isRead(location, connected);
        } catch (RuntimeException e) {
            return heldUnread(location, e);
        }
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
    private boolean isReadOutside(FileLocation location, TransactionManager manager)
            throws SystemException, InvalidTransactionException {
        Transaction completed = manager.suspend();
        try {
            return isRead(location, session);
        } finally {
            if (completed != null) {
                manager.resume(completed);
            }
        }
    }

    private boolean isRead(FileLocation location, AbstractSession reading) {
        for (FileRef file : rows.read(reading)) {
            if (FileRefAccess.location(file).filter(location::equals).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable TransactionManager manager(AbstractSession session) {
        return session.getExternalTransactionController() instanceof JTATransactionController controller
                ? controller.getTransactionManager()
                : null;
    }
}

package org.storedfile.persistence.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.Status;
import org.storedfile.persistence.PendingFile;

/** The new files of a persistence context. */
final class NewFiles {
    private NewFiles() {}

    /** Stores them, as the first one was met; all are checked before one is stored. */
    static void store(MappedFiles mapped, SharedSessionContractImplementor session) {
        List<PendingFile> pending = new ArrayList<>();
        for (Map.Entry<Object, EntityEntry> managed :
                session.getPersistenceContextInternal().reentrantSafeEntityEntries()) {
            EntityEntry entry = managed.getValue();
            if (isWritten(entry)) {
                mapped.of(entry.getPersister()).collectNew(managed.getKey(), entry, pending);
            }
        }
        SessionTransactions.store(pending, session);
    }

    static boolean isWritten(EntityEntry entry) {
        return entry.getStatus() == Status.MANAGED || entry.getStatus() == Status.SAVING;
    }
}

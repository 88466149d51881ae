package org.storedfile.persistence;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.StoredFileException;

/**
 * The files that the elements of one collection held before a change, one of which may have been in several elements.
 * Those that the collection does not have any more were given up: they were removed, or replaced if others came, which
 * nobody can tell apart then. Not thread safe.
 */
public final class FormerFiles {
    private final Map<FileLocation, Integer> left = new HashMap<>();
    private final Map<FileLocation, Retention> ifRemoved = new HashMap<>();
    private final Map<FileLocation, Retention> ifReplaced = new HashMap<>();
    private final Holder holder;
    private boolean haveOthersCome;

    /** Begins with none. */
    public FormerFiles(Holder holder) {
        this.holder = holder;
    }

    /**
     * Counts one.
     *
     * @param attribute that held it
     * @throws StoredFileException if its column names no file; the message names the row
     */
    public void add(FileRef file, FileAttribute attribute) {
        TransactionFiles.place(file, holder).ifPresent(at -> {
            left.merge(at, 1, Integer::sum);
            ifRemoved.merge(at, attribute.onRemove(), Retention::or);
            ifReplaced.merge(at, attribute.onReplace(), Retention::or);
        });
    }

    /** Tells whether it has none. */
    public boolean isEmpty() {
        return left.isEmpty();
    }

    /** Tells whether the file was among them, and is not yet kept as often as it was. */
    public boolean keep(FileRef file) {
        Optional<FileLocation> known = TransactionFiles.place(file, holder).filter(at -> left.getOrDefault(at, 0) > 0);
        known.ifPresent(at -> left.merge(at, -1, Integer::sum));
        haveOthersCome |= known.isEmpty();
        return known.isPresent();
    }

    /** Notes that others may come that nobody tells of here. */
    public void mayBeReplaced() {
        haveOthersCome = true;
    }

    /** Notes that the others are given up. */
    public void giveUp(TransactionFiles transaction) {
        left.forEach((at, count) -> {
            for (int i = 0; i < count; i++) {
                transaction.gone(FileRefAccess.stored(at), holder, retention(at));
            }
        });
    }

    private Retention retention(FileLocation at) {
        Retention removed = ifRemoved.getOrDefault(at, Retention.DELETE);
        return haveOthersCome ? removed.or(ifReplaced.getOrDefault(at, Retention.DELETE)) : removed;
    }
}

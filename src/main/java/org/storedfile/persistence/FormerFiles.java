package org.storedfile.persistence;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.StoredFileException;

/**
 * The files that the elements of one collection held before a change, one of which may have been in several elements.
 * Those that the collection does not have any more were given up. Not thread safe.
 */
public final class FormerFiles {
    private final Map<FileLocation, Integer> left = new HashMap<>();
    private final Holder holder;

    /**
     * Counts them.
     *
     * @throws StoredFileException if the column of one names no file; the message names the row
     */
    public FormerFiles(Collection<FileRef> before, Holder holder) {
        this.holder = holder;
        before.forEach(file -> TransactionFiles.place(file, holder).ifPresent(at -> left.merge(at, 1, Integer::sum)));
    }

    /** Tells whether the file was among them, and is not yet kept as often as it was. */
    public boolean keep(FileRef file) {
        Optional<FileLocation> known = TransactionFiles.place(file, holder).filter(at -> left.getOrDefault(at, 0) > 0);
        known.ifPresent(at -> left.merge(at, -1, Integer::sum));
        return known.isPresent();
    }

    /** Notes that the others are given up. */
    public void giveUp(TransactionFiles transaction) {
        left.forEach((at, count) -> {
            for (int i = 0; i < count; i++) {
                transaction.gone(FileRefAccess.stored(at), holder);
            }
        });
    }
}

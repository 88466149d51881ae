package org.storedfile;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.StoredObject;

/**
 * The door through which the persistence packages change a {@link FileRef}. Not for applications: a file that comes
 * in here has passed none of the checks that {@link StoredFiles#existing} asks for.
 */
public final class FileRefAccess {
    private FileRefAccess() {}

    /**
     * Returns the stored file that a column names.
     *
     * @param form reads the column when the file is first looked at; what it throws is thrown there
     */
    public static FileRef loaded(String column, Function<String, FileLocation> form) {
        return new FileRef(column, form);
    }

    /** Returns the file that is stored there. */
    public static FileRef stored(FileLocation location) {
        return new FileRef(new FileState.Stored(location));
    }

    /** Returns where the file is stored; empty if it is new. */
    public static Optional<FileLocation> location(FileRef ref) {
        return Optional.ofNullable(ref.state().stored()).map(FileState.Stored::location);
    }

    /** Returns the column's value that a file was loaded from, which may name no file; empty if it was not loaded. */
    public static Optional<String> column(FileRef ref) {
        return Optional.ofNullable(ref.column());
    }

    /** Returns the name of a stored file, as far as its key tells it: without the random part that the key got. */
    public static Optional<String> originalName(FileRef ref) {
        return Optional.ofNullable(ref.state().stored()).map(FileState.Stored::originalName);
    }

    /** Tells whether the file came in through {@link StoredFiles#existing}. */
    public static boolean isExisting(FileRef ref) {
        FileState.Stored stored = ref.state().stored();
        return stored != null && stored.isExisting();
    }

    /** Returns when such a file came in, as {@link System#nanoTime} tells; empty if it did not, or a row has it since. */
    public static Optional<Long> broughtIn(FileRef ref) {
        return Optional.ofNullable(ref.state().stored()).map(FileState.Stored::vouched);
    }

    /** Tells whether the file has to be stored; so has one of a transaction that turns out to have failed unnoticed. */
    public static boolean isNew(FileRef ref) {
        if (ref.isSettled()) {
            return false;
        }
        // Asking may end the owner, which then gives the file back.
        boolean isOver = ref.state() instanceof FileState.Claimed claimed
                && claimed.owner().hasEnded();
        return isOver ? ref.state().stored() == null : !ref.isStored();
    }

    /** Makes a file that came in through {@link StoredFiles#existing} one like any other, now that a row holds it. */
    public static void adopted(FileRef ref) {
        synchronized (ref) {
            if (ref.state() instanceof FileState.Stored stored && stored.isExisting()) {
                ref.state(new FileState.Stored(stored.location(), stored.object(), null));
            }
        }
    }

    /** Tells whether a transaction that has not ended stores the file. */
    public static boolean isClaimed(FileRef ref) {
        return !ref.isSettled() && ref.state() instanceof FileState.Claimed;
    }

    /** Tells whether {@code owner} claimed the file and has not ended. */
    public static boolean isClaimedBy(FileRef ref, FileOwner owner) {
        return ref.state() instanceof FileState.Claimed claimed && claimed.owner() == owner;
    }

    /**
     * Refuses a file that another transaction stored and that is not committed.
     *
     * @throws StoredFileException if another owner that has not ended has it
     */
    public static void requireNoOther(FileRef ref, FileOwner owner) {
        if (ref.state() instanceof FileState.Claimed claimed
                && claimed.owner() != owner
                && !claimed.owner().hasEnded()) {
            throw belongsToAnother(claimed);
        }
    }

    /**
     * Makes {@code owner}, a transaction, the only one that may store this file.
     *
     * @return the new file; null if it is stored already, by this owner or for good
     * @throws StoredFileException if another owner that has not ended has it
     */
    public static @Nullable NewFile claim(FileRef ref, FileOwner owner) {
        // Outside of the monitor: asking may end the other owner, which then gives its files back.
        boolean isFree = !(ref.state() instanceof FileState.Claimed claimed)
                || claimed.owner().hasEnded();
        synchronized (ref) {
            FileState state = ref.state();
            if (state instanceof FileState.Claimed claimed
                    && !(isFree && claimed.owner().hasEnded())) {
                return claimedBefore(claimed, owner);
            }
            return state.stored() == null ? claimed(ref, owner) : null;
        }
    }

    /** Gives a claimed file its place. */
    public static void stored(FileRef ref, FileOwner owner, String storage, StoredObject object) {
        FileState.Stored stored = new FileState.Stored(new FileLocation(storage, object.key()), object, null);
        synchronized (ref) {
            if (ref.state() instanceof FileState.Claimed claimed && claimed.owner() == owner) {
                ref.state(new FileState.Claimed(owner, claimed.file(), stored));
            }
        }
    }

    /** Makes what {@code owner} stored final, and drops the content. */
    public static void committed(FileRef ref, FileOwner owner) {
        synchronized (ref) {
            if (ref.state() instanceof FileState.Claimed claimed && claimed.owner() == owner) {
                FileState.Stored stored = claimed.stored();
                ref.state(stored != null ? stored : new FileState.New(claimed.file()));
            }
        }
    }

    /** Makes what {@code owner} claimed new again. */
    public static void rolledBack(FileRef ref, FileOwner owner) {
        synchronized (ref) {
            if (ref.state() instanceof FileState.Claimed claimed && claimed.owner() == owner) {
                ref.state(new FileState.New(claimed.file()));
            }
        }
    }

    private static NewFile claimed(FileRef ref, FileOwner owner) {
        NewFile file = ref.state() instanceof FileState.Claimed claimed
                ? claimed.file()
                : ((FileState.New) ref.state()).file();
        ref.state(new FileState.Claimed(owner, file, null));
        return file;
    }

    private static @Nullable NewFile claimedBefore(FileState.Claimed claimed, FileOwner owner) {
        if (claimed.owner() != owner) {
            throw belongsToAnother(claimed);
        }
        return claimed.stored() != null ? null : claimed.file();
    }

    private static StoredFileException belongsToAnother(FileState.Claimed claimed) {
        return new StoredFileException("the file '" + claimed.file().name()
                + "' belongs to another transaction that has not ended: give this one a file of its own, made with copy()"
                + " or from the source");
    }
}

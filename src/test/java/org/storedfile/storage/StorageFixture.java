package org.storedfile.storage;

import java.util.Optional;

/** What the contract needs to know of a storage: how to make one, and how its medium fails. */
public interface StorageFixture {
    /** Returns a storage without any object. The test class cleans up behind it. */
    Storage newStorage() throws Exception;

    /**
     * Returns the storage through which the tests read, find and list what they wrote to {@code written}: the same one,
     * unless it only reads.
     */
    default Storage reading(Storage written) {
        return written;
    }

    /** Returns the number of bytes from which the storage writes in parts, if it does. */
    default int partSize() {
        return 64 * 1024;
    }

    /** Returns the most characters of a key that the storage takes: all that a key may have, but for prefixes. */
    default int longestKey() {
        return Key.MAX_LENGTH;
    }

    /** Returns how many objects the test of long listings makes: {@link Scale#FULL}, or fewer for a reason. */
    default Scale scale() {
        return Scale.FULL;
    }

    /** Tells whether the medium keeps names apart that differ in Unicode normalization only. */
    default boolean keepsNormalFormsApart() {
        return true;
    }

    /**
     * Returns an empty storage in which a writer died halfway through {@code key}, and left what it leaves: a partial
     * file, an unfinished multipart upload. Empty if writers of this medium leave nothing.
     */
    default Optional<Storage> newStorageAfterDeadWriter(Key key) throws Exception {
        return Optional.empty();
    }

    /**
     * Returns an empty storage whose medium stores the next object and then loses the answer, so that its client asks
     * again. Empty if there is nothing between the storage and its medium that could be lost.
     */
    default Optional<Storage> newStorageThatLosesAnAnswer() throws Exception {
        return Optional.empty();
    }

    /**
     * Returns an empty storage that takes 128 KiB, but neither a megabyte nor more than two parts. Empty if its medium
     * cannot be made to fill up here.
     */
    default Optional<Storage> newStorageThatFillsUp() throws Exception {
        return Optional.empty();
    }

    /** Returns an empty storage with a symbolic link that leads out of it. Empty if its medium knows no such links. */
    default Optional<LimitsContract.WayOut> newStorageWithWayOut() throws Exception {
        return Optional.empty();
    }

    /** Counts what unfinished writes left in the medium of {@code storage}, which {@link Storage#list} does not show. */
    default long leftovers(Storage storage) throws Exception {
        return 0;
    }

    /** How many objects, and why not {@link #FULL}. */
    record Scale(int objects, String reason) {
        /** What the promise says: 20 000. */
        public static final Scale FULL = new Scale(20_000, "the promised number");
    }
}

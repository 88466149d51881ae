package org.storedfile;

import org.jspecify.annotations.Nullable;
import org.storedfile.storage.StoredObject;

/** Where a {@link FileRef} is on its way from new to stored. Each state is immutable. */
sealed interface FileState {
    /** The place of the bytes; null if they are not stored. */
    @Nullable
    Stored stored();

    /** Not stored, in no transaction. */
    record New(NewFile file) implements FileState {
        @Override
        public @Nullable Stored stored() {
            return null;
        }
    }

    /** In a transaction that has not ended; stored once its bytes are. */
    record Claimed(FileOwner owner, NewFile file, @Nullable Stored stored) implements FileState {}

    /**
     * Stored for good, or loaded. If the application vouches that no attribute holds it yet, {@code vouched} is when it
     * did, as {@link System#nanoTime} tells.
     */
    record Stored(
            FileLocation location,
            @Nullable StoredObject object,
            @Nullable Long vouched) implements FileState {
        Stored(FileLocation location) {
            this(location, null, null);
        }

        boolean isExisting() {
            return vouched != null;
        }

        /** Returns the last segment of the key; without the random part, if it was made here. */
        String originalName() {
            String name = location.key().fileName();
            return isExisting() ? name : KeySuffix.without(name);
        }

        @Override
        public Stored stored() {
            return this;
        }
    }
}

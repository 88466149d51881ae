package org.storedfile.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.Content;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/**
 * Copies one object from storage to storage under its key, and checks the copy. Thread safe.
 *
 * @param isRepeated whether a run that was killed may have been writing this copy
 */
record ObjectCopy(Storage from, Storage to, Checksums checksums, boolean isRepeated) {
    /**
     * What was done.
     *
     * @param isNew whether the target did not have it before
     * @param isChecked whether the bytes were compared as they were to be, not just their number
     * @param checksum the SHA-256 of the source's bytes; empty if they were not read
     */
    record Done(boolean isNew, boolean isChecked, long size, String checksum) {}

    /**
     * Copies the object, unless the target has the same bytes already. Two at once must not copy the same.
     *
     * @throws IOException if that fails, the copy is not the same, or the target has other bytes there
     */
    Done copy(StoredObject source) throws IOException {
        Optional<StoredObject> before = to.find(source.key());
        if (before.isPresent()) {
            return same(source, before.get());
        }
        Source content = new Source(from, source);
        if (isRepeated) {
            // What it left in part, which no listing shows. Never else: another run may be writing this copy now.
            to.delete(List.of(source.key()));
        }
        to.write(source.key(), content);
        String read = content.checksum();
        return new Done(true, isChecked(source, read), source.size(), read);
    }

    private Done same(StoredObject source, StoredObject target) throws IOException {
        String read = ContentCheck.read(from, source.key());
        if (target.size() != source.size()
                || !ContentCheck.read(to, source.key()).equals(read)) {
            throw new IOException("the target has other bytes under this key");
        }
        return new Done(false, true, source.size(), read);
    }

    private boolean isChecked(StoredObject source, String read) throws IOException {
        StoredObject copy = to.find(source.key()).orElseThrow(() -> new IOException("the copy is not there"));
        Optional<String> checksum = switch (checksums) {
            case NONE -> Optional.empty();
            case STORED -> copy.checksum();
            case READ -> Optional.of(ContentCheck.read(to, source.key()));
        };
        if (copy.size() != source.size()
                || checksum.filter(sum -> !sum.equals(read)).isPresent()) {
            to.delete(List.of(source.key()));
            throw new IOException("the copy was not the same, and is removed");
        }
        return checksums == Checksums.NONE || checksum.isPresent();
    }

    /** The source's bytes, counted into a checksum each time that they are read. */
    private static final class Source implements Content {
        private final Storage storage;
        private final StoredObject object;
        private @Nullable MessageDigest digest;

        Source(Storage storage, StoredObject object) {
            this.storage = storage;
            this.object = object;
        }

        @Override
        public InputStream open() throws IOException {
            MessageDigest fresh = ContentCheck.sha256();
            synchronized (this) {
                digest = fresh;
            }
            return new DigestInputStream(storage.read(object.key()), fresh);
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.of(object.size());
        }

        // Opened a second time, the bytes would be counted by parts: a storage that wants that reads it once.
        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        public Optional<String> contentType() {
            return object.contentType();
        }

        synchronized String checksum() {
            if (digest == null) {
                throw new IllegalStateException("nothing was read");
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}

package org.storedfile.storage.filesystem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.storedfile.storage.Content;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.WriteGroup;

/**
 * The bytes of an object of the storage, for a copy: both may be names of one file, which has one time. That of the
 * source stays, as readers tell by it whether the object is still the same. So only a young object becomes a copy in that
 * way: by the time of the copy a sweep tells what was left over from what a transaction is storing.
 */
record OwnObject(Path file, long size, boolean isTakeable, Optional<WriteGroup> group) implements Content {
    // Far below the age at which a sweep, unless told otherwise, takes an object for left over: a day.
    private static final Duration YOUNG = Duration.ofMinutes(10);

    static OwnObject of(Path file, StoredObject object, Optional<WriteGroup> group) {
        return new OwnObject(
                file, object.size(), object.lastModified().plus(YOUNG).isAfter(Instant.now()), group);
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.of(size);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public Optional<Path> path() {
        return Optional.of(file);
    }
}

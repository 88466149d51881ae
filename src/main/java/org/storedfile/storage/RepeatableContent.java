package org.storedfile.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Content that can be opened again and again. */
record RepeatableContent(
        Opener opener, OptionalLong length, @Nullable Path file, boolean isTakeable) implements Content {
    /** Opens the bytes from the beginning. */
    interface Opener {
        InputStream open() throws IOException;
    }

    @Override
    public InputStream open() throws IOException {
        return opener.open();
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public Optional<Path> path() {
        return Optional.ofNullable(file);
    }
}

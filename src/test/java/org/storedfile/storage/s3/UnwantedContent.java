package org.storedfile.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.storedfile.storage.Content;

/** Content of a transaction that has ended, or does so when {@code isUnwanted} says so. */
record UnwantedContent(Content content, BooleanSupplier isUnwanted) implements Content {
    UnwantedContent(Content content) {
        this(content, () -> true);
    }

    @Override
    public InputStream open() throws IOException {
        return content.open();
    }

    @Override
    public OptionalLong length() {
        return content.length();
    }

    @Override
    public boolean isRepeatable() {
        return content.isRepeatable();
    }

    @Override
    public Optional<Path> path() {
        return content.path();
    }

    @Override
    public void requireWanted() throws IOException {
        if (isUnwanted.getAsBoolean()) {
            throw new IOException("in vain");
        }
    }
}

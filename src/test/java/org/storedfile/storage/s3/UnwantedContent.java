package org.storedfile.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.storedfile.storage.Content;

/** Content of a transaction that has ended. */
record UnwantedContent(Content content) implements Content {
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
        throw new IOException("in vain");
    }
}

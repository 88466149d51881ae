package org.storedfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.storedfile.storage.Content;

/** Content with the media type that was found, and its name. */
record StagedContent(Content content, String type, String name) implements Content {
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
    public Optional<String> contentType() {
        return Optional.of(type);
    }

    @Override
    public Optional<String> fileName() {
        return Optional.of(name);
    }

    @Override
    public Optional<Path> path() {
        return content.path();
    }

    @Override
    public boolean isTakeable() {
        return content.isTakeable();
    }

    @Override
    public boolean moveTo(Path file) throws IOException {
        return content.moveTo(file);
    }
}

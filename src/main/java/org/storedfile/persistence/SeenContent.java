package org.storedfile.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.storedfile.LocalBytes;
import org.storedfile.storage.Content;

/** The bytes of an image that was looked at, which a storage gets whole only if they still are what they were. */
record SeenContent(LocalBytes bytes, Fingerprint seen) implements Content {
    @Override
    public InputStream open() {
        return new SeenInputStream(bytes.open(), seen);
    }

    @Override
    public OptionalLong length() {
        return bytes.length();
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean moveTo(Path target) throws IOException {
        return bytes.moveTo(target);
    }
}

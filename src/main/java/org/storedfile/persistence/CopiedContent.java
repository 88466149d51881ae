package org.storedfile.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LocalFiles;
import org.storedfile.storage.Storage;

/** The bytes of a stored file that is copied. */
record CopiedContent(Storage storage, Key key, OptionalLong length) implements Content {
    @Override
    public InputStream open() throws IOException {
        return storage.as(LocalFiles.class).isPresent()
                ? storage.read(key)
                : PiecewiseInputStream.open(storage, key, length);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }
}

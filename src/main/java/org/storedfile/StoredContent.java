package org.storedfile;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.storedfile.storage.Content;

/** The bytes of a stored file, as the content of a copy. */
record StoredContent(FileState.Stored source) implements Content {
    @Override
    public InputStream open() throws IOException {
        FileLocation location = source.location();
        return StoredFiles.current().storage(location.storage()).read(location.key());
    }

    @Override
    public OptionalLong length() {
        return source.object() != null ? OptionalLong.of(source.object().size()) : OptionalLong.empty();
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }
}

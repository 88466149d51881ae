package org.storedfile.storage.filesystem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.storedfile.storage.ByteRange;

/** Opens a part of a file. */
final class FileReader {
    private FileReader() {}

    /** Opens {@code part}, which lies within the file. The stream of a whole file is the JDK's own, which copies best. */
    static InputStream open(Path path, ByteRange part, boolean isAll) throws IOException {
        InputStream in = Files.newInputStream(path);
        return isAll ? in : part.slice(in);
    }
}

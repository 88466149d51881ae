package org.storedfile.web;

import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.storedfile.storage.Content;

/**
 * The bytes of a part, which containers keep until the request ends and open as often as asked; or, if they are given
 * away, until they were moved. Thread safe.
 */
final class PartContent implements Content {
    // Those that take the path as it is. To others it is a name below a folder of theirs, unless they have Servlet 6.1:
    // Open Liberty would move the file there, GlassFish fails.
    private static final Pattern MOVES_ANYWHERE = Pattern.compile(
            "org\\.apache\\.catalina\\.core\\.ApplicationPart|io\\.undertow\\.servlet\\.spec\\.PartImpl|org\\.eclipse\\.jetty\\..*");

    private final Part part;
    private final boolean isGivenAway;
    private final long length;
    private volatile boolean isMoved;

    PartContent(Part part, boolean isGivenAway) {
        this.part = part;
        this.isGivenAway =
                isGivenAway && MOVES_ANYWHERE.matcher(part.getClass().getName()).matches();
        this.length = part.getSize(); // Undertow looks at the file, which may be moved.
    }

    @Override
    public InputStream open() throws IOException {
        if (isMoved) {
            throw new IOException("its temporary file was moved by an attempt to store it, and went with that: have it"
                    + " sent again, or take it by UploadedFile.of, which leaves the file where it is");
        }
        return part.getInputStream();
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.of(length);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean moveTo(Path file) throws IOException {
        if (!isGivenAway || isMoved || file.getFileSystem() != FileSystems.getDefault()) {
            return false;
        }
        part.write(file.toAbsolutePath().toString());
        if (!Files.isRegularFile(file)) {
            throw new IOException("the container wrote the part elsewhere");
        }
        isMoved = true;
        return true;
    }
}

package org.storedfile.storage.filesystem;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.storedfile.storage.Content;

/**
 * Makes files of others the storage's own, by one more name for the same bytes. Not by a rename: if the write or its
 * transaction fails, the source must still be where it was.
 */
final class Takeover {
    private final Modes modes;
    private final Disk disk;

    Takeover(Modes modes, Disk disk) {
        this.modes = modes;
        this.disk = disk;
    }

    /** Returns the file to be taken over; empty if the content has none, or it must be copied. */
    Optional<Path> file(Content content) throws IOException {
        if (!content.isTakeable()) {
            return Optional.empty();
        }
        // The name of a symbolic link is not that of the bytes.
        return content.path().filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** Gives what was taken over the permissions of the storage's files, and makes it survive a crash. */
    void fill(Path partial, Content content) throws IOException {
        content.requireWanted();
        Transfer.requireLength(content, Files.size(partial));
        modes.setFile(partial);
        try (FileChannel channel = FileChannel.open(partial, READ)) {
            disk.force(partial, channel);
        }
    }
}

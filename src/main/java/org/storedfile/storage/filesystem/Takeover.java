package org.storedfile.storage.filesystem;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.storedfile.storage.Content;

/**
 * Makes files of others the storage's own: by one more name for the same bytes where, if the write or its transaction
 * fails, the source must still be where it was; by a rename where its owner gives them away.
 */
final class Takeover {
    private static final System.Logger LOG = System.getLogger(Takeover.class.getName());

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
        try (FileChannel channel = open(partial)) {
            disk.force(partial, channel);
        }
    }

    // Windows flushes only what is open for writing, and Java does not tell. Its owner may have made it read only.
    private static FileChannel open(Path partial) throws IOException {
        try {
            return FileChannel.open(partial, WRITE);
        } catch (FileSystemException e) {
            LOG.log(Level.DEBUG, "''{0}'' is flushed without being writable: {1}", partial, e);
            return FileChannel.open(partial, READ);
        }
    }

    /**
     * Has the owner of the bytes move them beside {@code partial}, if they are given away, and treats them as one.
     *
     * @return where they are; empty if they are to be read
     */
    Optional<Path> moved(Partial partial, Content content) throws IOException {
        Optional<Path> room = partial.room();
        if (room.isEmpty() || !isMoved(content, room.get())) {
            return Optional.empty();
        }
        try {
            // Whoever deletes the key removes the partial file, then what was moved, and then the object: if the first
            // is there now, one of the others will be there for it to remove.
            Modes.copy(partial.path(), room.get());
            Partial.touch(room.get());
            fill(room.get(), content);
            return room;
        } catch (NoSuchFileException e) {
            Files.deleteIfExists(room.get());
            throw new IOException("it was deleted while it was written", e);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(room.get());
            throw e;
        }
    }

    private static boolean isMoved(Content content, Path room) throws IOException {
        content.requireWanted();
        try {
            return content.moveTo(room);
        } catch (IOException | RuntimeException e) {
            // They may still be readable; if not, reading them says why.
            LOG.log(Level.DEBUG, "''{0}'' is copied: {1}", room, e);
            Files.deleteIfExists(room);
            return false;
        }
    }
}

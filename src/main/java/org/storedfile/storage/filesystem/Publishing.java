package org.storedfile.storage.filesystem;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Gives a complete partial file its name, if that is free, in one step that readers see whole or not at all. */
enum Publishing {
    /** A hard link: a rename would overwrite on POSIX. */
    BY_LINK {
        @Override
        void publish(Path partial, Path target, Linker linker) throws IOException {
            try {
                linker.link(target, partial);
            } catch (FileAlreadyExistsException e) {
                // A server that lost its answer (NFS) was asked twice, and the link that it found is ours.
                if (!isSame(target, partial)) {
                    throw e;
                }
            } catch (NoSuchFileException e) {
                throw e;
            } catch (UnsupportedOperationException | FileSystemException e) {
                publishWithoutLinks(partial, target, e);
            }
        }
    },

    /** A rename that does not overwrite, as Windows has it. */
    BY_MOVE {
        @Override
        void publish(Path partial, Path target, Linker linker) throws IOException {
            Files.move(partial, target);
        }
    };

    /** Publishes, and may leave the partial file where it is. */
    abstract void publish(Path partial, Path target, Linker linker) throws IOException;

    /** Makes hard links. */
    interface Linker {
        void link(Path link, Path existing) throws IOException;
    }

    static Publishing on(Path root) {
        return root.getFileSystem().getSeparator().equals("/") ? BY_LINK : BY_MOVE;
    }

    private static boolean isSame(Path target, Path partial) throws IOException {
        return !Files.isSymbolicLink(target) && Files.isSameFile(target, partial);
    }

    private static void publishWithoutLinks(Path partial, Path target, Exception reason) throws IOException {
        Path reservation = Partial.reservation(target);
        try {
            Files.createFile(reservation);
        } catch (IOException e) {
            e.addSuppressed(reason);
            throw e;
        }
        try {
            // Whoever reserved it is alone here: no other rename can come between the look and the rename.
            if (Look.at(target, LinkOption.NOFOLLOW_LINKS).isPresent()) {
                throw new FileAlreadyExistsException(target.toString());
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(reservation);
        }
    }
}

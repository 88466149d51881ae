package org.storedfile.storage.filesystem;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Looks at paths, and unlike Files.exists and Files.isDirectory does not take what it cannot see for absent. */
final class Look {
    private Look() {}

    /**
     * Returns what is at {@code path}; empty if nothing is there, or something above it is not a folder.
     *
     * @throws IOException if it cannot be told
     */
    static Optional<BasicFileAttributes> at(Path path, LinkOption... options) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, options));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (path.getParent() != null && !isFolder(path.getParent())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Tells whether a folder is at {@code path}, or with fitting options something that leads to one. */
    static boolean isFolder(Path path, LinkOption... options) throws IOException {
        return at(path, options).filter(BasicFileAttributes::isDirectory).isPresent();
    }
}

package org.storedfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The file that a name stands for at one time.
 *
 * @param identity equal for the same file, whatever its name
 */
record NamedFile(Path path, Object identity) {
    /** Returns it; empty if nothing is there, or none that can be told from others and be given one more name. */
    static Optional<NamedFile> of(Path path) {
        try {
            // The name of a symbolic link is not that of the bytes.
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return file.isRegularFile()
                    ? Optional.ofNullable(file.fileKey()).map(identity -> new NamedFile(path, identity))
                    : Optional.empty();
        } catch (IOException e) {
            // It is read then, which says why.
            return Optional.empty();
        }
    }

    /**
     * Gives the file one more name, on the same volume.
     *
     * @return whether that was done; not if its name stands for another file by now
     * @throws IOException if there can be no such name
     */
    boolean link(Path name) throws IOException {
        Files.createLink(name, path);
        boolean isSame = NamedFile.of(name)
                .filter(file -> file.identity().equals(identity))
                .isPresent();
        if (!isSame) {
            Files.delete(name);
        }
        return isSame;
    }
}

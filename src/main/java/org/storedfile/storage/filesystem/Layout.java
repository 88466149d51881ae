package org.storedfile.storage.filesystem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.storedfile.storage.Key;

/**
 * Where the file of a key lies, and which key a file has: the one door from keys to paths. A segment is a file name as
 * it is, but for those that look like a partial file: they get one more {@code ~}.
 */
record Layout(Path root) {
    // Whatever the case: the file system may not tell them apart.
    private static final Pattern LIKE_PARTIAL = Pattern.compile("(?i)\\..*\\.partial(-[0-9a-z]+)?~*");

    /**
     * Returns the path of a key, whose folder, as far as it exists, lies inside the root with all symbolic links
     * followed.
     *
     * @throws AccessDeniedException if a symbolic link leads out of the root
     * @throws IOException if the root does not exist
     */
    Path path(Key key) throws IOException {
        Path path = place(key);
        requireInside(key, parent(path));
        return path;
    }

    /** Returns the path of a key, of whose folder somebody else knows that it lies inside the root. */
    Path place(Key key) throws IOException {
        Path path = root;
        try {
            for (String segment : key.value().split("/", -1)) {
                path = path.resolve(fileName(segment));
            }
        } catch (InvalidPathException e) {
            throw new AccessDeniedException(
                    key.value(), null, "this file system cannot hold the name: " + e.getReason());
        }
        return path;
    }

    /** Returns the folder whose objects' keys start with {@code name}; empty if no key does, or a link is in between. */
    Optional<Path> folder(String name) throws IOException {
        Path folder = root;
        for (String segment : name.split("/", -1)) {
            if (!Key.isSegment(segment)) {
                return Optional.empty();
            }
            folder = folder.resolve(fileName(segment));
            if (!Look.isFolder(folder, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
        }
        return Optional.of(folder);
    }

    /** Checks that a symbolic link in place of an object does not lead out of the root, nor to where nothing is yet. */
    void requireInside(Key key, Path path) throws IOException {
        if (!hasFoldersOnly(path)) {
            requireRealInside(key, path);
        }
    }

    // Nearly always, and it takes fewer looks than to resolve the whole path.
    private boolean hasFoldersOnly(Path path) {
        Path above = path;
        while (!above.equals(root) && isFolder(above)) {
            above = parent(above);
        }
        return above.equals(root) && !path.equals(root);
    }

    // Not what Windows calls a junction, either.
    private static boolean isFolder(Path path) {
        try {
            BasicFileAttributes there =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return there.isDirectory() && !there.isOther();
        } catch (IOException e) {
            return false; // Resolving it tells why.
        }
    }

    private void requireRealInside(Key key, Path path) throws IOException {
        if (path.equals(root)) {
            requireRoot();
            return;
        }
        Path real;
        try {
            real = path.toRealPath();
        } catch (FileSystemException e) {
            if (Look.at(path, LinkOption.NOFOLLOW_LINKS)
                    .filter(BasicFileAttributes::isSymbolicLink)
                    .isPresent()) {
                throw leadsOut(key);
            }
            requireRealInside(key, parent(path)); // it does not exist: then what is used of it is its parent
            return;
        }
        if (!real.startsWith(root)) {
            throw leadsOut(key);
        }
    }

    private static AccessDeniedException leadsOut(Key key) {
        return new AccessDeniedException(
                key.value(), null, "a symbolic link leads out of the storage's folder, or nowhere");
    }

    /** Checks that the root is there: what lies in a volume that is not mounted is neither missing nor refused. */
    void requireRoot() throws IOException {
        if (!Files.isDirectory(root)) {
            throw new IOException("the storage's folder '" + root + "' does not exist");
        }
    }

    /** Returns the folder of a path below the root. */
    static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    /** Returns the segment that a file or folder stands for; empty for partial files and names that no key has. */
    static Optional<String> segment(String fileName) {
        boolean likePartial = isLikePartial(fileName);
        if (likePartial && !fileName.endsWith("~")) {
            return Optional.empty();
        }
        String segment = likePartial ? fileName.substring(0, fileName.length() - 1) : fileName;
        return Optional.of(segment).filter(Key::isSegment);
    }

    private static String fileName(String segment) {
        return isLikePartial(segment) ? segment + "~" : segment;
    }

    // The first character decides for nearly all.
    private static boolean isLikePartial(String name) {
        return name.startsWith(".") && LIKE_PARTIAL.matcher(name).matches();
    }
}

package server.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that the gallery has stored: those in the folder {@code gallery.stored} (of an S3 server) or {@code
 * gallery.files}; without both, those below the folder of its server in one of the name that storages have by default.
 */
final class StoredFolder {
    private StoredFolder() {}

    /**
     * Returns all of them, at least one: call it when the gallery has stored something.
     *
     * @throws IOException if there is none, because this looks in the wrong place
     */
    static Set<Path> files() throws IOException {
        Set<Path> files = walk();
        if (files.isEmpty()) {
            throw new IOException("the gallery has stored something, but not in " + folder());
        }
        return files;
    }

    private static Set<Path> walk() throws IOException {
        boolean isTold = !told().isEmpty();
        try (Stream<Path> all = Files.walk(folder())) {
            return all.filter(file -> isTold || file.toString().contains("/stored-files/"))
                    .filter(Files::isRegularFile)
                    .collect(Collectors.toSet());
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return walk(); // one went away meanwhile
            }
            throw e;
        }
    }

    private static Path folder() {
        return Path.of(told().isEmpty() ? System.getProperty("server.folder") : told());
    }

    private static String told() {
        String stored = System.getProperty("gallery.stored", "");
        return stored.isEmpty() ? System.getProperty("gallery.files", "") : stored;
    }
}

package server.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that the gallery has stored below the folder of its server: all of them, where it has no other storage. */
final class StoredFolder {
    private StoredFolder() {}

    static Set<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(System.getProperty("server.folder")))) {
            return all.filter(file -> file.toString().contains("/stored-files/"))
                    .filter(Files::isRegularFile)
                    .collect(Collectors.toSet());
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return files(); // one went away meanwhile
            }
            throw e;
        }
    }
}

package crash;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;

/** What lies in a folder. */
record Listing(Path folder) {
    /** Returns all files, with their sizes. */
    Map<String, Long> objects() throws IOException {
        Map<String, Long> objects = new LinkedHashMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                objects.put(key(file), attributes.size());
                return FileVisitResult.CONTINUE;
            }

            // Reapers remove files meanwhile: one that went away before one could look is not there.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                return e == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, e);
            }
        });
        return objects;
    }

    private String key(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}

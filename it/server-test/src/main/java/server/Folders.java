package server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Unpacks servers, and takes them away. */
final class Folders {
    private Folders() {}

    /** Unpacks the archive into the folder, which is emptied first, and returns the one folder that it has. */
    static Path unpack(Path archive, Path folder) throws IOException {
        empty(folder);
        try (InputStream file = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                unpack(zip, entry, folder.resolve(entry.getName()).normalize());
            }
        }
        return onlyFolder(folder);
    }

    static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder);
    }

    private static void unpack(InputStream zip, ZipEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else {
            Files.createDirectories(target.getParent());
            Files.copy(zip, target);
        }
    }

    private static Path onlyFolder(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow(() -> new IOException("'" + folder + "' has no folder: the archive is no server's"));
        }
    }
}

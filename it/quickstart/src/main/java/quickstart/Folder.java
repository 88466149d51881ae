package quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.storedfile.FileRef;

/** A temporary folder. */
record Folder(Path root) implements Place {
    static Folder create() throws IOException {
        Path root = Files.createTempDirectory("quickstart");
        Place.setting("type", "filesystem");
        Place.setting("location", root);
        Place.setting("base-url", "http://localhost:8080/files");
        Place.setting("secret", UUID.randomUUID());
        return new Folder(root);
    }

    @Override
    public Object of(FileRef file) {
        return file.path();
    }

    @Override
    public byte[] bytes(FileRef file) throws IOException {
        return Files.readAllBytes(root.resolve(file.key()));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}

package org.storedfile.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** The contract for what stands around another storage: around one in a folder, which can do all that there is. */
abstract class DecoratorContract extends StorageContract {
    @TempDir
    Path temp;

    private Optional<SmallDisk> disk = Optional.empty();

    /** Returns the decorator around {@code medium}; {@code medium} itself if the tests of writes are to go there. */
    abstract Storage around(Storage medium);

    /** Returns the folder of the medium in which the decorator's objects lie. */
    String folder() {
        return "";
    }

    @Override
    public Scale scale() {
        return new Scale(500, "a decorator does the same for each object; FileSystemStorageTest has them all");
    }

    @Override
    public Storage newStorage() throws IOException {
        return around(medium(Files.createTempDirectory(temp, "root")));
    }

    @Override
    public Optional<Storage> newStorageAfterDeadWriter(Key key) throws IOException {
        Path root = Files.createTempDirectory(temp, "root");
        Path left = Files.createDirectories(root.resolve(folder() + key).getParent());
        Files.writeString(left.resolve("." + key.fileName() + ".partial"), "unfinished");
        return Optional.of(around(medium(root)));
    }

    @Override
    public Optional<Storage> newStorageThatFillsUp() throws IOException {
        disk = SmallDisk.at(Files.createTempDirectory(temp, "disk"));
        return disk.isEmpty()
                ? Optional.empty()
                : Optional.of(around(medium(disk.get().folder())));
    }

    @Override
    public Optional<LimitsContract.WayOut> newStorageWithWayOut() throws IOException {
        Path root = Files.createTempDirectory(temp, "root");
        Path outside = Files.createTempDirectory(temp, "outside");
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(Files.createDirectories(root.resolve(folder())).resolve("way-out"), outside);
        return Optional.of(new LimitsContract.WayOut(around(medium(root)), outside));
    }

    @Override
    public long leftovers(Storage storage) throws IOException {
        try (Stream<Path> files = Files.walk(temp)) {
            return files.filter(file -> file.getFileName().toString().matches("\\..*\\.partial(-\\w+)?"))
                    .count();
        }
    }

    @AfterEach
    void unmount() throws IOException {
        if (disk.isPresent()) {
            disk.get().close();
        }
    }

    FileSystemStorage medium(Path root) throws IOException {
        return FileSystemStorage.builder(root)
                .sync(false)
                .links(
                        URI.create("http://localhost/"),
                        LinkSigner.with(new byte[32]).build())
                .build();
    }
}

package org.storedfile.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.bytes;
import static org.storedfile.storage.TestContents.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.Links;
import org.storedfile.storage.SmallDisk;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StorageContract;
import org.storedfile.storage.StoredObject;

class FileSystemStorageTest extends StorageContract {
    private static final Key KEY = Key.of("folder/sub/name.txt");

    @TempDir
    Path temp;

    private Path root = Path.of("unset");
    private Optional<SmallDisk> disk = Optional.empty();

    @Override
    public Storage newStorage() throws IOException {
        return builder()
                .links(
                        URI.create("http://localhost/files"),
                        LinkSigner.with(new byte[32]).build())
                .build();
    }

    @Override
    public Optional<Storage> newStorageAfterDeadWriter(Key key) throws Exception {
        Storage storage = newStorage();
        JavaProcess.run("-Xmx32m", DyingWriter.class, root.toString(), key.value());
        return Optional.of(storage);
    }

    @Override
    public Optional<Storage> newStorageThatLosesAnAnswer() throws IOException {
        return Optional.of(builder().linker(FileSystemStorageTest::linkTwice).build());
    }

    @Override
    public Optional<Storage> newStorageThatFillsUp() throws IOException {
        root = Files.createTempDirectory(temp, "disk");
        disk = SmallDisk.at(root);
        return disk.isEmpty()
                ? Optional.empty()
                : Optional.of(FileSystemStorage.builder(root).sync(false).build());
    }

    @Override
    public Optional<WayOut> newStorageWithWayOut() throws IOException {
        Storage storage = newStorage();
        Path outside = Files.createTempDirectory(temp, "outside");
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(root.resolve("way-out"), outside);
        return Optional.of(new WayOut(storage, outside));
    }

    @AfterEach
    void unmount() throws IOException {
        if (disk.isPresent()) {
            disk.get().close();
        }
    }

    // What an NFS client does that sends its request again, because the answer was lost.
    private static void linkTwice(Path link, Path existing) throws IOException {
        Files.createLink(link, existing);
        Files.createLink(link, existing);
    }

    @Override
    public long leftovers(Storage storage) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.getFileName().toString().matches("\\..*\\.partial(-\\w+)?"))
                    .count();
        }
    }

    private FileSystemStorageBuilder builder() throws IOException {
        root = Files.createTempDirectory(temp, "root");
        return FileSystemStorage.builder(root).durability(Durability.NONE);
    }

    @Test
    void the_path_of_a_file_is_its_key() throws IOException {
        newStorage().write(KEY, text("bytes"));

        assertThat(root.resolve("folder/sub/name.txt")).hasContent("bytes");
    }

    @Test
    void a_partial_file_lies_beside_its_target_and_is_named_after_it() throws IOException {
        Storage storage = newStorage();
        AtomicBoolean seen = new AtomicBoolean();
        InputStream looks = new ByteArrayInputStream(bytes(10)) {
            @Override
            public synchronized int read(byte[] target, int offset, int count) {
                seen.set(Files.exists(root.resolve("folder/sub/.name.txt.partial")));
                return super.read(target, offset, count);
            }
        };

        storage.write(KEY, Content.of(looks));

        assertThat(seen).isTrue();
        assertThat(root.resolve("folder/sub/.name.txt.partial")).doesNotExist();
    }

    @Test
    void what_is_flushed_to_disk_is_read_like_anything_else() throws IOException {
        Storage storage = builder().durability(Durability.FULL).build();

        storage.write(KEY, text("durable"));

        assertThat(storage.read(KEY)).hasContent("durable");
        storage.delete(List.of(KEY));
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void the_last_file_of_a_folder_takes_the_folder_along() throws IOException {
        Storage storage = newStorage();
        storage.write(KEY, text("one"));
        storage.write(Key.of("folder/other.txt"), text("two"));

        storage.delete(List.of(KEY));

        assertThat(root.resolve("folder/sub")).doesNotExist();
        assertThat(root.resolve("folder")).exists();
        storage.delete(List.of(Key.of("folder/other.txt")));
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void a_failed_write_leaves_no_folder() throws IOException {
        Storage storage = newStorage();

        assertThatThrownBy(() -> storage.write(KEY, org.storedfile.storage.TestContents.breaksAfter(bytes(10))))
                .isInstanceOf(IOException.class);

        assertThat(root).isEmptyDirectory();
    }

    @Test
    void a_key_below_an_object_is_refused_with_a_reason() throws IOException {
        Storage storage = newStorage();
        storage.write(Key.of("object"), text("bytes"));

        assertThatThrownBy(() -> storage.write(Key.of("object/below.txt"), text("more")))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(FileAlreadyExistsException.class)
                .hasMessage("could not write 'object/below.txt': 'object' is an object and cannot hold others");
    }

    @Test
    void the_name_of_a_folder_is_taken() throws IOException {
        Storage storage = newStorage();
        storage.write(KEY, text("bytes"));

        assertThatThrownBy(() -> storage.write(Key.of("folder"), text("more")))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    @SuppressWarnings("InputStreamSlowMultibyteRead")
    void a_write_whose_key_is_deleted_meanwhile_fails_and_publishes_nothing() throws IOException {
        Storage storage = newStorage();
        InputStream deletes = new InputStream() {
            @Override
            public int read() throws IOException {
                storage.delete(List.of(KEY));
                return -1;
            }
        };

        assertThatThrownBy(() -> storage.write(KEY, Content.of(deletes)))
                .isInstanceOf(IOException.class)
                .hasMessage("could not write 'folder/sub/name.txt': it was deleted while it was written");

        assertThat(storage.find(KEY)).isEmpty();
    }

    @Test
    void where_there_are_no_links_a_reservation_makes_one_winner() throws Exception {
        for (int round = 0; round < 10; round++) {
            WithoutLinks storages = new WithoutLinks(temp);
            storages.of_eight_writers_of_one_key_exactly_one_wins();
        }
    }

    @Test
    void where_there_are_no_links_a_taken_key_is_refused_and_its_bytes_stay() throws Exception {
        Storage storage = new WithoutLinks(temp).newStorage();
        storage.write(KEY, text("old"));

        assertThatThrownBy(() -> storage.write(KEY, text("new"))).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(storage.read(KEY)).hasContent("old");
    }

    @Test
    void where_there_are_no_links_a_writer_that_died_while_publishing_blocks_its_key_until_it_is_deleted()
            throws Exception {
        Storage storage = builder()
                .linker((link, existing) -> {
                    throw new UnsupportedOperationException("no links");
                })
                .build();
        Files.createDirectories(root.resolve("folder/sub"));
        Files.createFile(root.resolve("folder/sub/.name.txt.partial-publishing"));

        assertThatThrownBy(() -> storage.write(KEY, text("x"))).isInstanceOf(FileAlreadyExistsException.class);
        storage.delete(List.of(KEY));
        storage.write(KEY, text("free again"));

        assertThat(storage.read(KEY)).hasContent("free again");
        assertThat(leftovers(storage)).isZero();
    }

    @Test
    void too_many_dead_writers_of_one_key_are_told_and_deleted_with_it() throws Exception {
        Storage storage = newStorage();
        Files.createDirectories(root.resolve("folder/sub"));
        for (int i = 0; i < Partial.NAMES; i++) {
            Files.createFile(root.resolve("folder/sub/.name.txt.partial" + (i == 0 ? "" : "-" + i)));
        }

        assertThatThrownBy(() -> storage.write(KEY, text("x")))
                .isInstanceOf(IOException.class)
                .hasMessage("could not write 'folder/sub/name.txt': 16 writers of this key have not ended: delete the"
                        + " key if they are dead");
        storage.delete(List.of(KEY));

        assertThat(root).isEmptyDirectory();
    }

    @Test
    void an_interrupted_write_fails_and_keeps_nothing() throws Exception {
        Storage storage = newStorage();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> storage.write(KEY, text("x")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(KEY.value());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void modes_are_set_whatever_the_umask_is() throws IOException {
        Storage storage = builder()
                .fileMode(PosixFilePermissions.fromString("rw-rw-rw-"))
                .directoryMode(PosixFilePermissions.fromString("rwxrwxrwx"))
                .build();

        storage.write(KEY, text("bytes"));

        assertThat(permissions("folder")).isEqualTo("rwxrwxrwx");
        assertThat(permissions("folder/sub")).isEqualTo("rwxrwxrwx");
        assertThat(permissions("folder/sub/name.txt")).isEqualTo("rw-rw-rw-");
    }

    @Test
    void narrow_modes_are_kept() throws IOException {
        Storage storage = builder()
                .fileMode(PosixFilePermissions.fromString("r--r-----"))
                .directoryMode(PosixFilePermissions.fromString("rwx--x---"))
                .build();

        storage.write(KEY, text("bytes"));

        assertThat(permissions("folder/sub")).isEqualTo("rwx--x---");
        assertThat(permissions("folder/sub/name.txt")).isEqualTo("r--r-----");
    }

    @Test
    void a_folder_keeps_the_set_group_id_that_it_inherits() throws IOException {
        Storage storage = builder()
                .directoryMode(PosixFilePermissions.fromString("rwxrwx---"))
                .build();
        Files.setAttribute(root, "unix:mode", 02770);

        storage.write(KEY, text("bytes"));

        assertThat((Integer) Files.getAttribute(root.resolve("folder"), "unix:mode") & 07777)
                .isEqualTo(02770);
        assertThat((Integer) Files.getAttribute(root.resolve("folder/sub"), "unix:mode") & 07777)
                .isEqualTo(02770);
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
    }

    @Test
    void a_folder_that_leads_out_is_refused_by_every_operation() throws IOException {
        FileSystemStorage storage = builder().build();
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(root.resolve("way-out"), outside);
        Key secret = Key.of("way-out/secret.txt");

        assertThatThrownBy(() -> storage.read(secret))
                .hasMessageContaining("leads out")
                .hasMessageContaining("way-out");
        assertThatThrownBy(() -> storage.find(secret)).hasMessageContaining("leads out");
        assertThatThrownBy(() -> storage.delete(List.of(secret))).hasMessageContaining("leads out");
        assertThatThrownBy(() -> storage.write(Key.of("way-out/new/x.txt"), text("x")))
                .hasMessageContaining("leads out");
        assertThatThrownBy(() -> storage.copy(secret, Key.of("copy.txt"))).hasMessageContaining("leads out");
        assertThatThrownBy(() -> storage.path(secret))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(AccessDeniedException.class);
        assertThat(names(storage, "")).isEmpty();
        assertThat(names(storage, "way-out/")).isEmpty();
        assertThat(outside).isDirectoryNotContaining("glob:**new").isDirectoryContaining("glob:**secret.txt");
    }

    @Test
    void a_file_that_leads_out_is_refused_and_only_the_link_is_deleted() throws IOException {
        FileSystemStorage storage = builder().build();
        Path outside = Files.writeString(temp.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(root.resolve("link.txt"), outside);
        Key link = Key.of("link.txt");

        assertThatThrownBy(() -> storage.read(link)).hasMessageContaining("leads out");
        assertThatThrownBy(() -> storage.find(link)).hasMessageContaining("leads out");
        assertThatThrownBy(() -> storage.path(link)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> storage.write(link, text("x"))).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(names(storage, "")).isEmpty();
        storage.delete(List.of(link));

        assertThat(root).isEmptyDirectory();
        assertThat(outside).hasContent("secret");
    }

    @Test
    void a_link_that_leads_nowhere_yet_is_refused() throws IOException {
        FileSystemStorage storage = builder().build();
        Path outside = temp.resolve("not-yet-there");
        Files.createSymbolicLink(root.resolve("link.txt"), outside);
        Files.createSymbolicLink(root.resolve("folder"), outside);
        Key link = Key.of("link.txt");

        assertThatThrownBy(() -> storage.path(link))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> storage.path(KEY)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> storage.find(link)).hasMessageContaining("or nowhere");
        assertThatThrownBy(() -> storage.write(KEY, text("x"))).hasMessageContaining("or nowhere");
        storage.delete(List.of(link));

        assertThat(outside).doesNotExist();
        assertThat(root.resolve("link.txt")).doesNotExist();
    }

    @Test
    void links_inside_the_folder_and_to_the_folder_are_followed() throws IOException {
        root = Files.createTempDirectory(temp, "root");
        Path alias = Files.createSymbolicLink(temp.resolve("alias"), root);
        Storage storage = FileSystemStorage.in(alias);
        storage.write(KEY, text("bytes"));
        Files.createSymbolicLink(root.resolve("also"), root.resolve("folder/sub"));

        assertThat(storage.read(Key.of("also/name.txt"))).hasContent("bytes");
        assertThat(names(storage, "")).containsExactly(KEY.value());
    }

    @Test
    void files_whose_names_are_no_keys_are_not_listed() throws IOException {
        Storage storage = newStorage();
        storage.write(KEY, text("bytes"));
        Files.writeString(root.resolve("folder/.other.txt.partial-3"), "unfinished");
        Files.writeString(root.resolve("folder/back\\slash"), "no key");
        Files.writeString(root.resolve("folder/" + "x".repeat(201)), "no key");
        Files.createDirectories(root.resolve("d".repeat(150) + "/" + "e".repeat(150)));
        Files.writeString(root.resolve("d".repeat(150) + "/" + "e".repeat(150) + "/f"), "no key");

        assertThat(names(storage, "")).containsExactly(KEY.value());
    }

    @Test
    void a_folder_that_vanished_is_an_error_and_no_empty_storage() throws IOException {
        Storage storage = newStorage();
        Files.delete(root);

        assertThatThrownBy(() -> storage.find(KEY)).hasMessageContaining(root.toString());
        assertThatThrownBy(() -> storage.read(KEY)).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> storage.list("")).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> storage.write(KEY, text("x"))).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> storage.delete(List.of(KEY)))
                .hasMessageContaining("does not exist")
                // Which would be one of this object only.
                .cause()
                .isNotInstanceOf(FileSystemException.class);
        assertThat(root).doesNotExist();
    }

    @Test
    void a_listing_keeps_no_folder_open_once_it_is_closed() throws IOException {
        Storage storage = newStorage();
        for (int i = 0; i < 20; i++) {
            storage.write(Key.of("a/b/c/" + i), text("x"));
        }
        long before = openFiles();

        for (int i = 0; i < 50; i++) {
            try (Stream<StoredObject> objects = storage.list("a/")) {
                assertThat(objects.iterator().next().size()).isEqualTo(1);
            }
        }

        assertThat(openFiles()).isLessThan(before + 50);
    }

    private static long openFiles() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0; // not Linux: nothing to count with
        }
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.count();
        }
    }

    @Test
    void each_write_and_each_removal_is_logged_for_debugging() throws IOException {
        List<String> messages = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                messages.add(new SimpleFormatter().formatMessage(logged));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        Logger logger = Logger.getLogger(FileSystemStorage.class.getPackageName());
        logger.addHandler(handler);
        logger.setLevel(Level.FINE);
        try {
            Storage storage = newStorage();
            storage.write(KEY, text("bytes"));
            storage.delete(List.of(KEY));
        } finally {
            logger.setLevel(null);
            logger.removeHandler(handler);
        }

        assertThat(messages).containsExactly("wrote 'folder/sub/name.txt'", "deleted 'folder/sub/name.txt'");
    }

    @Test
    void there_are_links_only_with_a_base_url() throws IOException {
        assertThat(builder().build().as(Links.class)).isEmpty();
        assertThat(builder().build().as(LinkSigner.class)).isEmpty();
        Links links = newStorage().as(Links.class).orElseThrow();

        assertThat(links.url(Key.of("a b.txt"), LinkOptions.DEFAULTS).toString())
                .startsWith("http://localhost/files/a%20b.txt?expires=");
    }

    private static List<String> names(Storage storage, String prefix) throws IOException {
        try (Stream<StoredObject> objects = storage.list(prefix)) {
            return objects.map(object -> object.key().value()).toList();
        }
    }

    /** The same storage on a file system without hard links. */
    private static final class WithoutLinks implements org.storedfile.storage.ConcurrencyContract {
        private final Path folder;

        WithoutLinks(Path folder) {
            this.folder = folder;
        }

        @Override
        public Storage newStorage() throws IOException {
            return FileSystemStorage.builder(Files.createTempDirectory(folder, "no-links"))
                    .durability(Durability.NONE)
                    .linker((link, existing) -> {
                        throw new FileSystemException(link.toString(), null, "Operation not permitted");
                    })
                    .build();
        }
    }
}

package org.storedfile.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.text;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.storage.memory.MemoryStorage;

class PrefixStorageTest extends DecoratorContract {
    private static final Key FOLDER = Key.of("tenant 1/files");
    private static final Key KEY = Key.of("a/b.txt");

    @Override
    Storage around(Storage medium) {
        return new PrefixStorage(medium, FOLDER);
    }

    @Override
    String folder() {
        return FOLDER + "/";
    }

    @Override
    public int longestKey() {
        return Key.MAX_LENGTH - "tenant 1/files/".length();
    }

    private FileSystemStorage fileSystem() throws IOException {
        return medium(Files.createTempDirectory(temp, "root"));
    }

    @Test
    void an_object_lies_in_the_folder() throws IOException {
        Storage outer = new MemoryStorage();

        new PrefixStorage(outer, FOLDER).write(KEY, text("bytes"));

        assertThat(outer.read(Key.of("tenant 1/files/a/b.txt"))).hasContent("bytes");
    }

    @Test
    void what_lies_beside_the_folder_is_not_seen() throws IOException {
        Storage outer = new MemoryStorage();
        outer.write(Key.of("tenant 1/files2/a/b.txt"), text("foreign"));
        outer.write(Key.of("tenant 1/files.txt"), text("foreign"));
        outer.write(KEY, text("foreign"));
        Storage storage = new PrefixStorage(outer, FOLDER);

        assertThat(storage.find(KEY)).isEmpty();
        storage.delete(List.of(KEY));
        try (Stream<StoredObject> objects = storage.list("")) {
            assertThat(objects).isEmpty();
        }
        assertThat(outer.read(KEY)).hasContent("foreign");
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_listing_fetches_no_more_than_is_read() throws IOException {
        AtomicInteger fetched = new AtomicInteger();
        Storage endless = new Failing() {
            @Override
            public Stream<StoredObject> list(String prefix) {
                return Stream.generate(
                        () -> new StoredObject(Key.of(prefix + fetched.incrementAndGet()), 1, Instant.EPOCH));
            }
        };

        try (Stream<StoredObject> objects = new PrefixStorage(endless, FOLDER).list("a/")) {
            assertThat(objects.limit(3).map(StoredObject::key))
                    .containsExactly(Key.of("a/1"), Key.of("a/2"), Key.of("a/3"));
        }

        assertThat(fetched).hasValue(3);
    }

    @Test
    void errors_name_the_key_without_the_folder() throws IOException {
        Storage storage = newStorage();
        storage.write(KEY, text("old"));

        assertThatThrownBy(() -> storage.write(KEY, text("new")))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage("a/b.txt: the key is taken");
        assertThatThrownBy(() -> storage.read(Key.of("missing")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage("missing: there is no such object");
        assertThatThrownBy(() -> storage.write(Key.of("broken"), TestContents.breaksAfter(new byte[10])))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("could not write 'broken'");
        assertThatThrownBy(() -> new PrefixStorage(new Failing(), FOLDER).delete(List.of(KEY)))
                .isInstanceOf(IOException.class)
                .hasMessage("could not delete 'a/b.txt'");
    }

    @Test
    void the_letters_of_the_folder_within_a_key_stay_in_errors() throws IOException {
        Storage storage = new PrefixStorage(fileSystem(), Key.of("a"));
        Key key = Key.of("data/a/b");

        assertThatThrownBy(() -> storage.read(key)).hasMessage("data/a/b: there is no such object");
        assertThatThrownBy(() -> new PrefixStorage(new Failing(), Key.of("a")).find(key))
                .hasMessage("could not find 'data/a/b'");
        assertThatThrownBy(() -> new PrefixStorage(new Failing(), Key.of("a")).find(Key.of("a/a/it'a/b")))
                .hasMessage("could not find 'a/a/it'a/b'");
    }

    static Stream<IOException> failures() {
        return Stream.of(
                new AccessDeniedException("tenant 1/files/a/b.txt", null, "no right to 'tenant 1/files/a/b.txt'"),
                new FileSystemException("tenant 1/files/a/b.txt", null, "no right to 'tenant 1/files/a/b.txt'"),
                new InterruptedIOException("no right to 'tenant 1/files/a/b.txt'"),
                new IOException("no right to 'tenant 1/files/a/b.txt'"),
                new UnknownHostException("no right to 'a/b.txt'"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void errors_keep_their_kind(IOException failure) {
        Storage storage = new PrefixStorage(new Failing(failure), FOLDER);

        assertThatThrownBy(() -> storage.find(KEY))
                .isExactlyInstanceOf(failure.getClass())
                .hasMessageEndingWith("no right to 'a/b.txt'")
                .hasMessageNotContaining("tenant");
    }

    @Test
    void errors_of_a_listing_that_is_under_way_name_no_folder() throws IOException {
        Stream<StoredObject> objects = new PrefixStorage(new Failing(), FOLDER).list("a/");

        assertThatThrownBy(objects::toList)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("java.io.IOException: could not list 'a/'");
        assertThatThrownBy(objects::close)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("java.io.IOException: could not close 'a/'");
    }

    @Test
    void the_failures_of_whoever_reads_a_listing_stay_theirs() throws IOException {
        Storage storage = newStorage();
        storage.write(KEY, text("bytes"));
        UncheckedIOException theirs = new UncheckedIOException(new IOException("no 'tenant 1/files/a'"));

        try (Stream<StoredObject> objects = storage.list("")) {
            assertThatThrownBy(() -> objects.forEach(object -> {
                        throw theirs;
                    }))
                    .isSameAs(theirs);
        }
    }

    @Test
    void links_are_checked_by_the_signer_of_the_part() throws IOException {
        FileSystemStorage outer = fileSystem();
        Storage storage = new PrefixStorage(new PrefixStorage(outer, Key.of("tenant 1")), Key.of("files"));
        LinkSigner signer = storage.as(LinkSigner.class).orElseThrow();
        URI link = storage.as(Links.class).orElseThrow().url(KEY, LinkOptions.DEFAULTS);
        Key beside = Key.of("tenant 2/files/a/b.txt");
        URI foreign = outer.as(Links.class).orElseThrow().url(beside, LinkOptions.DEFAULTS);

        assertThat(signer.check(link.getRawPath().substring(1), link.getRawQuery()))
                .isInstanceOfSatisfying(
                        LinkCheck.Valid.class, valid -> assertThat(valid.key()).isEqualTo(KEY));
        assertThat(signer.url(URI.create("http://localhost/"), KEY, LinkOptions.DEFAULTS))
                .isEqualTo(link);
        assertThat(signer.check(foreign.getRawPath().substring(1), foreign.getRawQuery()))
                .isEqualTo(new LinkCheck.Forged());
    }

    @Test
    void a_key_that_gets_too_long_is_refused() throws IOException {
        Storage storage = newStorage();
        Key key = Key.of("x".repeat(100) + "/" + "y".repeat(150));

        assertThatThrownBy(() -> storage.write(key, text("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("key longer than the 240 characters that the storage's prefix leaves");
    }

    @Test
    void capabilities_that_the_storage_lacks_are_not_there() {
        Storage storage = new PrefixStorage(new Failing(), FOLDER);

        assertThat(storage.as(Links.class)).isEmpty();
        assertThat(storage.as(LinkSigner.class)).isEmpty();
        assertThat(storage.as(LocalFiles.class)).isEmpty();
        assertThat(storage.as(Copies.class)).isEmpty();
        assertThat(storage.as(UnfinishedWrites.class)).isEmpty();
    }

    @Test
    void what_unfinished_writes_left_is_discarded_in_the_folder_alone() throws IOException {
        FileSystemStorage outer = fileSystem();
        Path inside = unfinished(outer.path(Key.of("tenant 1/files/a/b.txt")));
        Path beside = unfinished(outer.path(KEY));

        new PrefixStorage(outer, FOLDER)
                .as(UnfinishedWrites.class)
                .orElseThrow()
                .discard(List.of(KEY));

        assertThat(inside).doesNotExist();
        assertThat(beside).exists();
    }

    private static Path unfinished(Path target) throws IOException {
        Path folder = Files.createDirectories(target.getParent());
        return Files.writeString(folder.resolve("." + target.getFileName() + ".partial"), "unfinished");
    }

    @Test
    void a_link_and_a_local_file_are_those_in_the_folder() throws IOException {
        FileSystemStorage outer = fileSystem();
        Storage storage = new PrefixStorage(outer, FOLDER);

        assertThat(storage.as(LocalFiles.class).orElseThrow().path(KEY))
                .isEqualTo(outer.path(Key.of("tenant 1/files/a/b.txt")));
        assertThat(storage.as(Links.class)
                        .orElseThrow()
                        .url(KEY, LinkOptions.DEFAULTS)
                        .getRawPath())
                .isEqualTo("/tenant%201/files/a/b.txt");
    }

    @Test
    void a_copy_leaves_to_its_group_what_the_storage_leaves_to_it() throws IOException {
        WriteGroup group = new WriteGroup();
        List<Key> durable = new ArrayList<>();
        Copies grouping = new Copies() {
            @Override
            public StoredObject copy(Key source, Key target) {
                throw new AssertionError("a copy without its group");
            }

            @Override
            public StoredObject copy(Key source, Key target, Optional<String> contentType, WriteGroup of) {
                of.later(target, () -> durable.add(target));
                return new StoredObject(target, 5, contentType, Instant.EPOCH, Optional.empty());
            }
        };
        Storage outer = new Failing() {
            @Override
            public <C> Optional<C> as(Class<C> capability) {
                return capability == Copies.class ? Optional.of(capability.cast(grouping)) : super.as(capability);
            }
        };

        StoredObject copy = new PrefixStorage(outer, FOLDER)
                .as(Copies.class)
                .orElseThrow()
                .copy(KEY, Key.of("c.txt"), Optional.of("text/plain"), group);

        assertThat(copy.key()).isEqualTo(Key.of("c.txt"));
        assertThat(copy.contentType()).contains("text/plain");
        assertThat(durable).isEmpty();
        group.finish();
        assertThat(durable).containsExactly(Key.of(FOLDER + "/c.txt"));
    }

    @Test
    void prefixes_nest() throws IOException {
        Storage outer = new MemoryStorage();
        Storage storage = new PrefixStorage(new PrefixStorage(outer, Key.of("a")), Key.of("b"));

        storage.write(Key.of("c"), text("bytes"));

        assertThat(outer.read(Key.of("a/b/c"))).hasContent("bytes");
    }

    /** A storage of which nothing works. */
    private static class Failing implements Storage {
        private final Optional<IOException> failure;

        Failing() {
            failure = Optional.empty();
        }

        Failing(IOException failure) {
            this.failure = Optional.of(failure);
        }

        @Override
        public StoredObject write(Key key, Content content) throws IOException {
            throw new IOException("could not write '" + key + "'");
        }

        @Override
        public java.io.InputStream read(Key key, ByteRange range) throws IOException {
            throw new IOException("could not read '" + key + "'");
        }

        @Override
        public Optional<StoredObject> find(Key key) throws IOException {
            throw failure.orElseGet(() -> new IOException("could not find '" + key + "'"));
        }

        @Override
        public void delete(Collection<Key> keys) throws IOException {
            throw new IOException("could not delete '" + keys.iterator().next() + "'");
        }

        @Override
        public Stream<StoredObject> list(String prefix) {
            return Stream.of(1)
                    .<StoredObject>map(any -> {
                        throw unchecked("could not list '" + prefix + "'");
                    })
                    .onClose(() -> {
                        throw unchecked("could not close '" + prefix + "'");
                    });
        }

        private static UncheckedIOException unchecked(String message) {
            return new UncheckedIOException(new IOException(message));
        }
    }
}

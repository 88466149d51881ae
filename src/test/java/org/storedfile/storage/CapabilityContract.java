package org.storedfile.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.text;

import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.storage.TestContents.Described;

/** What every storage promises of the capabilities that it has. */
public interface CapabilityContract extends StorageFixture {
    @Test
    default void an_unknown_capability_is_not_there() throws Exception {
        assertThat(reading(newStorage()).as(Runnable.class)).isEmpty();
    }

    @Test
    default void a_link_is_absolute_and_the_same_when_asked_again() throws Exception {
        Links links = capability(reading(newStorage()), Links.class);
        Key key = Key.of("folder/not even there.txt");
        LinkOptions options = LinkOptions.DEFAULTS.expiresAfter(Duration.ofHours(2));

        URI link = links.url(key, options);

        assertThat(link.isAbsolute()).isTrue();
        assertThat(link.getScheme()).isIn("http", "https");
        assertThat(links.url(key, options)).isEqualTo(link);
    }

    @Test
    default void each_object_and_each_option_has_a_link_of_its_own() throws Exception {
        Links links = capability(reading(newStorage()), Links.class);
        LinkOptions plain = LinkOptions.DEFAULTS;

        assertThat(List.of(
                        links.url(Key.of("a b"), plain),
                        links.url(Key.of("a+b"), plain),
                        links.url(Key.of("a%20b"), plain),
                        links.url(Key.of("a/b"), plain)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("org.storedfile.storage.UnusualKeys#all")
    default void a_link_to_an_unusual_name_is_a_valid_address(String name) throws Exception {
        Links links = capability(reading(newStorage()), Links.class);
        Assumptions.assumeTrue(name.length() <= longestKey(), "the storage takes shorter keys only");

        URI link = links.url(Key.of(name), LinkOptions.DEFAULTS.download("Prüfung \"1\"; x=y\n.txt"));

        assertThat(link.toASCIIString()).isEqualTo(link.toString());
        assertThat(link.getFragment()).isNull();
        assertThat(link.normalize()).isEqualTo(link);
        assertThat(link.getPath()).endsWith(name);
    }

    @Test
    default void the_local_file_holds_the_bytes() throws Exception {
        Storage written = newStorage();
        LocalFiles files = capability(reading(written), LocalFiles.class);
        Key key = Key.of("folder/local.txt");
        written.write(key, text("bytes"));

        assertThat(files.path(key)).isAbsolute().hasContent("bytes");
        assertThat(files.path(Key.of("folder/missing.txt"))).isAbsolute().doesNotExist();
    }

    @Test
    default void a_copy_has_the_bytes_and_the_type_of_its_source() throws Exception {
        Storage storage = newStorage();
        Copies copies = capability(storage, Copies.class);
        Key source = Key.of("from/source.txt");
        Key target = Key.of("to/folder/target.txt");
        storage.write(source, new Described(text("copied"), "text/x-copied", "source.txt"));

        StoredObject copy = copies.copy(source, target);

        assertThat(copy.key()).isEqualTo(target);
        assertThat(copy.size()).isEqualTo(6);
        assertThat(reading(storage).read(target)).hasContent("copied");
        assertThat(reading(storage).read(source)).hasContent("copied");
        assertThat(reading(storage).find(target).orElseThrow().contentType())
                .isEqualTo(reading(storage).find(source).orElseThrow().contentType());
        storage.delete(List.of(source));
        assertThat(reading(storage).read(target)).as("without its source").hasContent("copied");
    }

    @Test
    default void the_copies_of_a_group_are_there_when_it_is_finished() throws Exception {
        Storage storage = newStorage();
        Copies copies = capability(storage, Copies.class);
        Key source = Key.of("from/grouped.txt");
        Key same = Key.of("to/same.txt");
        Key other = Key.of("to/other.txt");
        storage.write(source, new Described(text("copied"), "text/x-copied", "source.txt"));
        WriteGroup group = new WriteGroup();

        StoredObject copy = copies.copy(source, same, Optional.empty(), group);
        copies.copy(source, other, Optional.of("text/x-other"), group);
        group.finish();

        assertThat(copy.key()).isEqualTo(same);
        assertThat(reading(storage).read(same)).hasContent("copied");
        assertThat(reading(storage).read(other)).hasContent("copied");
        assertThat(reading(storage).find(same).orElseThrow().contentType())
                .isEqualTo(reading(storage).find(source).orElseThrow().contentType());
    }

    @Test
    default void a_copy_over_a_taken_key_is_refused() throws Exception {
        Storage storage = newStorage();
        Copies copies = capability(storage, Copies.class);
        Key source = Key.of("source.txt");
        Key target = Key.of("target.txt");
        storage.write(source, text("source"));
        storage.write(target, text("target"));

        assertThatThrownBy(() -> copies.copy(source, target))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(target.value());

        assertThat(reading(storage).read(target)).hasContent("target");
        assertThat(leftovers(storage)).isZero();
    }

    @Test
    default void a_copy_of_what_is_not_there_is_refused() throws Exception {
        Storage storage = newStorage();
        Copies copies = capability(storage, Copies.class);

        assertThatThrownBy(() -> copies.copy(Key.of("missing.txt"), Key.of("target.txt")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("missing.txt");

        assertThat(reading(storage).find(Key.of("target.txt"))).isEmpty();
        try (Stream<StoredObject> objects = reading(storage).list("")) {
            assertThat(objects).isEmpty();
        }
    }

    @Test
    default void what_a_dead_writer_left_can_be_discarded_without_the_object() throws Exception {
        Key key = Key.of("folder/unfinished.bin");
        Key other = Key.of("folder/other.bin");
        Storage storage = newStorageAfterDeadWriter(key)
                .orElseGet(() -> Assumptions.abort("writers of this medium leave nothing when they die"));
        UnfinishedWrites writes = capability(storage, UnfinishedWrites.class);
        storage.write(other, text("other"));

        writes.discard(List.of(other, Key.of("never/was.bin")));
        assertThat(leftovers(storage)).as("after another key").isPositive();
        storage.write(key, text("second writer"));
        writes.discard(List.of(key, other, key));
        writes.discard(List.of());

        assertThat(leftovers(storage)).isZero();
        assertThat(reading(storage).read(key)).hasContent("second writer");
        assertThat(reading(storage).read(other)).hasContent("other");
    }

    private static <C> C capability(Storage storage, Class<C> capability) {
        return storage.as(capability)
                .orElseGet(() -> Assumptions.abort("this storage has no " + capability.getSimpleName()));
    }
}

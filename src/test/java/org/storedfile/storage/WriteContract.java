package org.storedfile.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.bytes;
import static org.storedfile.storage.TestContents.text;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.storage.TestContents.Described;
import org.storedfile.storage.TestContents.Watched;

/** What every storage promises of a write. */
public interface WriteContract extends StorageFixture {
    @TestFactory
    default Stream<DynamicTest> what_was_written_is_read() {
        return IntStream.of(0, 1, 8191, partSize() - 1, partSize(), partSize() + 1, 3 * partSize() + 7)
                .boxed()
                .flatMap(size -> Stream.of(
                        DynamicTest.dynamicTest(
                                size + " bytes in an array", () -> roundTrip(size, Content.of(bytes(size)))),
                        DynamicTest.dynamicTest(
                                size + " bytes in a stream",
                                () -> roundTrip(size, Content.of(new ByteArrayInputStream(bytes(size))))),
                        DynamicTest.dynamicTest(
                                size + " bytes in a stream that comes in small pieces",
                                () -> roundTrip(size, Content.of(new SmallPieces(bytes(size))))),
                        DynamicTest.dynamicTest(
                                size + " bytes in a stream of known length",
                                () -> roundTrip(size, Content.of(new ByteArrayInputStream(bytes(size)), size))),
                        DynamicTest.dynamicTest(
                                size + " bytes of unknown length that can be read again",
                                () -> roundTrip(size, TestContents.unknownLength(bytes(size)))),
                        DynamicTest.dynamicTest(size + " bytes in a file", () -> roundTripOfFile(size))));
    }

    private void roundTrip(int size, Content content) throws Exception {
        Storage storage = newStorage();
        Key key = Key.of("folder/round-trip.bin");

        StoredObject object = storage.write(key, content);

        assertThat(object.key()).isEqualTo(key);
        assertThat(object.size()).isEqualTo(size);
        try (InputStream in = reading(storage).read(key)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes(size));
        }
        assertThat(leftovers(storage)).isZero();
    }

    private void roundTripOfFile(int size) throws Exception {
        Path file = Files.createTempFile("content", ".bin");
        try {
            Files.write(file, bytes(size));
            roundTrip(size, Content.of(file));
            assertThat(file).as("the caller's file").hasBinaryContent(bytes(size));
        } finally {
            Files.delete(file);
        }
    }

    @Test
    default void what_was_written_is_found() throws Exception {
        Storage storage = newStorage();
        Key key = Key.of("found.txt");

        StoredObject written = storage.write(key, text("twelve bytes"));

        assertThat(reading(storage).find(key)).hasValueSatisfying(found -> {
            assertThat(found.key()).isEqualTo(key);
            assertThat(found.size()).isEqualTo(12);
            assertThat(found.lastModified()).isBetween(now().minusSeconds(600), now().plusSeconds(600));
            assertThat(found.contentType()).isEqualTo(written.contentType());
        });
    }

    private static Instant now() {
        return Instant.now();
    }

    @Test
    default void a_content_type_is_kept_or_said_to_be_unknown() throws Exception {
        Storage storage = newStorage();
        Key key = Key.of("typed.bin");

        storage.write(key, new Described(text("{}"), "application/vnd.example+json", "Prüfung \"1\".json"));

        assertThat(reading(storage).find(key).orElseThrow().contentType().orElse("application/vnd.example+json"))
                .isEqualTo("application/vnd.example+json");
    }

    @Test
    default void a_checksum_is_right_or_said_to_be_unknown() throws Exception {
        Storage storage = newStorage();
        Key key = Key.of("summed.bin");

        StoredObject written = storage.write(key, text("abc"));

        String sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertThat(written.checksum().orElse(sha256)).isEqualTo(sha256);
        assertThat(reading(storage).find(key).orElseThrow().checksum().orElse(sha256))
                .isEqualTo(sha256);
    }

    @ParameterizedTest
    @MethodSource("org.storedfile.storage.UnusualKeys#all")
    default void an_unusual_name_is_a_name_like_any_other(String name) throws Exception {
        Assumptions.assumeTrue(name.length() <= longestKey(), "the storage takes shorter keys only");
        Storage storage = newStorage();
        Key key = Key.of(name);

        storage.write(key, text(name));

        assertThat(reading(storage).find(key)).map(StoredObject::key).contains(key);
        assertThat(reading(storage).read(key)).hasContent(name);
        try (Stream<StoredObject> objects = reading(storage).list(name)) {
            assertThat(objects.map(StoredObject::key)).containsExactly(key);
        }
        storage.delete(List.of(key));
        assertThat(reading(storage).find(key)).isEmpty();
    }

    @Test
    default void names_in_different_normal_forms_are_different_or_the_second_is_refused() throws Exception {
        Storage storage = newStorage();
        Key composed = Key.of("caf\u00E9.txt");
        Key decomposed = Key.of("cafe\u0301.txt");
        storage.write(composed, text("composed"));

        if (keepsNormalFormsApart()) {
            storage.write(decomposed, text("decomposed"));

            assertThat(reading(storage).read(decomposed)).hasContent("decomposed");
        } else {
            assertThatThrownBy(() -> storage.write(decomposed, text("decomposed")))
                    .isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(reading(storage).read(composed)).hasContent("composed");
    }

    @Test
    default void a_taken_key_is_refused_and_its_bytes_stay() throws Exception {
        Storage storage = newStorage();
        Key key = Key.of("folder/taken.txt");
        storage.write(key, text("old"));

        assertThatThrownBy(() -> storage.write(key, text("new")))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(key.value());

        assertThat(reading(storage).read(key)).hasContent("old");
        assertThat(leftovers(storage)).isZero();
    }

    @Test
    default void a_taken_key_is_refused_and_its_bytes_stay_when_the_new_ones_come_in_parts() throws Exception {
        Storage storage = newStorage();
        Key key = Key.of("folder/taken.bin");
        storage.write(key, text("old"));

        assertThatThrownBy(() -> storage.write(key, TestContents.unknownLength(bytes(2 * partSize() + 1))))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(key.value());

        assertThat(reading(storage).read(key)).hasContent("old");
        assertThat(leftovers(storage)).isZero();
    }

    @Test
    default void a_taken_key_is_refused_when_the_bytes_are_the_same() throws Exception {
        Storage storage = newStorage();
        Key key = Key.of("taken.txt");
        storage.write(key, text("same"));

        assertThatThrownBy(() -> storage.write(key, text("same"))).isInstanceOf(FileAlreadyExistsException.class);
    }

    @TestFactory
    default Stream<DynamicTest> a_content_that_fails_publishes_nothing_and_its_key_stays_free() {
        byte[] little = bytes(1000);
        byte[] much = bytes(2 * partSize() + 1);
        return Stream.of(little, much)
                .flatMap(part -> Stream.of(
                        failing(part.length + " bytes, then the source breaks", TestContents.breaksAfter(part)),
                        failing(
                                part.length + " bytes, then the source breaks before the last",
                                TestContents.breaksBeforeTheLastByte(part)),
                        failing(part.length + " bytes, then the source throws", TestContents.throwsAfter(part)),
                        failing(
                                part.length + " bytes where one more was declared",
                                TestContents.declared(part.length + 1, part, true)),
                        failing(
                                part.length + " bytes where one less was declared",
                                TestContents.declared(part.length - 1, part, true)),
                        failing(
                                part.length + " bytes, read once, where one more was declared",
                                TestContents.declared(part.length + 1, part, false)),
                        failing(
                                part.length + " bytes, read once, where one less was declared",
                                TestContents.declared(part.length - 1, part, false)),
                        failing(part.length + " bytes where none was declared", TestContents.declared(0, part, true))));
    }

    private DynamicTest failing(String name, Watched content) {
        return DynamicTest.dynamicTest(name, () -> {
            Storage storage = newStorage();
            Key key = Key.of("folder/broken.bin");

            assertThatThrownBy(() -> storage.write(key, content))
                    .isInstanceOfAny(IOException.class, IllegalStateException.class)
                    .isNotInstanceOf(FileAlreadyExistsException.class);

            assertThat(reading(storage).find(key)).isEmpty();
            assertThatThrownBy(() -> reading(storage).read(key)).isInstanceOf(NoSuchFileException.class);
            assertThat(leftovers(storage)).isZero();
            assertThat(content.closed()).as("streams closed").isEqualTo(content.opened());
            storage.write(key, text("second try"));
            assertThat(reading(storage).read(key)).hasContent("second try");
        });
    }

    @Test
    default void the_failure_of_a_source_is_told_with_the_key() throws Exception {
        Storage storage = newStorage();
        Key key = Key.of("folder/broken.bin");

        assertThatThrownBy(() -> storage.write(key, TestContents.breaksAfter(bytes(100))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(key.value())
                .hasStackTraceContaining("the source broke");
    }

    @Test
    default void a_wrong_length_is_told_with_the_key_and_the_length() throws Exception {
        Storage storage = newStorage();
        Key key = Key.of("folder/short.bin");

        assertThatThrownBy(() -> storage.write(key, TestContents.declared(4321, bytes(100), false)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(key.value())
                .hasMessageContaining("4321");
    }

    @Test
    default void a_source_that_breaks_over_a_taken_key_leaves_the_old_bytes() throws Exception {
        Storage storage = newStorage();
        Key key = Key.of("folder/old.txt");
        storage.write(key, text("old"));

        assertThatThrownBy(() -> storage.write(key, TestContents.breaksAfter(bytes(2 * partSize()))))
                .isInstanceOf(IOException.class);

        assertThat(reading(storage).read(key)).hasContent("old");
        assertThat(leftovers(storage)).isZero();
    }

    @TestFactory
    default Stream<DynamicTest> each_stream_that_was_opened_is_closed() {
        return IntStream.of(0, 100, 2 * partSize() + 1)
                .boxed()
                .flatMap(size -> Stream.of(
                        closing(size + " bytes of unknown length", TestContents.unknownLength(bytes(size))),
                        closing(size + " bytes that can be read again", TestContents.declared(size, bytes(size), true)),
                        closing(size + " bytes, read once", TestContents.declared(size, bytes(size), false))));
    }

    private DynamicTest closing(String name, Watched content) {
        return DynamicTest.dynamicTest(name, () -> {
            newStorage().write(Key.of("closed.bin"), content);

            assertThat(content.opened()).isPositive();
            assertThat(content.closed()).isEqualTo(content.opened());
        });
    }

    @Test
    default void the_callers_own_stream_stays_open() throws Exception {
        Storage storage = newStorage();
        AtomicBoolean closed = new AtomicBoolean();
        InputStream stream = new FilterInputStream(new ByteArrayInputStream("mine".getBytes(UTF_8))) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        storage.write(Key.of("theirs.txt"), Content.of(stream));

        assertThat(closed).isFalse();
    }

    /** A stream that gives at most 100 bytes at a time, as a network does. */
    final class SmallPieces extends ByteArrayInputStream {
        SmallPieces(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int count) {
            return super.read(target, offset, Math.min(count, 100));
        }
    }
}

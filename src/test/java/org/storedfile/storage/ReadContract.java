package org.storedfile.storage;

import static java.util.Arrays.copyOfRange;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.bytes;
import static org.storedfile.storage.TestContents.text;

import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every storage promises of reading and finding. */
public interface ReadContract extends StorageFixture {
    @TestFactory
    default Stream<DynamicTest> a_range_gives_its_bytes_and_no_more() {
        int size = 10_000;
        byte[] all = bytes(size);
        return Stream.of(
                range(size, ByteRange.ALL, all),
                range(size, ByteRange.from(0), all),
                range(size, ByteRange.from(1), copyOfRange(all, 1, size)),
                range(size, ByteRange.from(size - 1), copyOfRange(all, size - 1, size)),
                range(size, ByteRange.from(size), new byte[0]),
                range(size, ByteRange.from(size + 1), new byte[0]),
                range(size, ByteRange.from(Long.MAX_VALUE), new byte[0]),
                range(size, ByteRange.of(0, size), all),
                range(size, ByteRange.of(0, 1), copyOfRange(all, 0, 1)),
                range(size, ByteRange.of(0, 0), new byte[0]),
                range(size, ByteRange.of(5000, 0), new byte[0]),
                range(size, ByteRange.of(1000, 8192), copyOfRange(all, 1000, 9192)),
                range(size, ByteRange.of(size - 10, 20), copyOfRange(all, size - 10, size)),
                range(size, ByteRange.of(size, 20), new byte[0]),
                range(size, ByteRange.of(1, Long.MAX_VALUE), copyOfRange(all, 1, size)),
                range(size, ByteRange.last(0), new byte[0]),
                range(size, ByteRange.last(1), copyOfRange(all, size - 1, size)),
                range(size, ByteRange.last(4096), copyOfRange(all, size - 4096, size)),
                range(size, ByteRange.last(size), all),
                range(size, ByteRange.last(size + 1), all),
                range(size, ByteRange.last(Long.MAX_VALUE), all),
                range(0, ByteRange.ALL, new byte[0]),
                range(0, ByteRange.from(5), new byte[0]),
                range(0, ByteRange.of(0, 5), new byte[0]),
                range(0, ByteRange.last(5), new byte[0]));
    }

    private DynamicTest range(int size, ByteRange range, byte[] expected) {
        return DynamicTest.dynamicTest(range + " of " + size + " bytes", () -> {
            Storage storage = newStorage();
            Key key = Key.of("folder/ranges.bin");
            storage.write(key, Content.of(bytes(size)));

            try (InputStream in = reading(storage).read(key, range)) {
                assertThat(in.readAllBytes()).isEqualTo(expected);
                assertThat(in.read()).isEqualTo(-1);
            }
        });
    }

    @TestFactory
    default Stream<DynamicTest> a_missing_key_is_not_found_whatever_the_range() {
        return Stream.of(ByteRange.ALL, ByteRange.from(5), ByteRange.of(0, 0), ByteRange.of(3, 4), ByteRange.last(5))
                .map(range -> DynamicTest.dynamicTest(range.toString(), () -> {
                    Storage storage = reading(newStorage());

                    assertThatThrownBy(() -> storage.read(Key.of("folder/missing.txt"), range))
                            .isInstanceOf(NoSuchFileException.class)
                            .hasMessageContaining("folder/missing.txt");
                }));
    }

    @Test
    default void a_missing_key_is_found_empty() throws Exception {
        Storage storage = reading(newStorage());

        assertThat(storage.find(Key.of("folder/missing.txt"))).isEmpty();
    }

    @Test
    default void a_folder_is_no_object() throws Exception {
        Storage written = newStorage();
        written.write(Key.of("folder/inside.txt"), text("inside"));
        Storage storage = reading(written);

        assertThat(storage.find(Key.of("folder"))).isEmpty();
        assertThatThrownBy(() -> storage.read(Key.of("folder"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    default void nothing_lies_below_an_object() throws Exception {
        Storage written = newStorage();
        written.write(Key.of("object"), text("bytes"));
        Storage storage = reading(written);

        assertThat(storage.find(Key.of("object/below"))).isEmpty();
        assertThat(storage.find(Key.of("object/far/below"))).isEmpty();
        assertThatThrownBy(() -> storage.read(Key.of("object/below"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    default void a_stream_can_be_closed_before_its_end_and_the_object_read_again() throws Exception {
        Storage written = newStorage();
        Key key = Key.of("half-read.bin");
        written.write(key, Content.of(bytes(2 * partSize())));
        Storage storage = reading(written);

        try (InputStream in = storage.read(key)) {
            assertThat(in.readNBytes(10)).isEqualTo(copyOfRange(bytes(2 * partSize()), 0, 10));
        }

        try (InputStream in = storage.read(key)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes(2 * partSize()));
        }
    }

    @Test
    default void a_stream_skips_and_goes_on() throws Exception {
        Storage written = newStorage();
        Key key = Key.of("skipped.bin");
        written.write(key, Content.of(bytes(10_000)));

        try (InputStream in = reading(written).read(key, ByteRange.of(1000, 8000))) {
            in.skipNBytes(3000);

            assertThat(in.readAllBytes()).isEqualTo(copyOfRange(bytes(10_000), 4000, 9000));
        }
    }
}

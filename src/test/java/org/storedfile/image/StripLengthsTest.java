package org.storedfile.image;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;

/** Strips of a TIFF that have fewer bytes than their rows take. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StripLengthsTest {
    private static final int OFFSETS = 273;
    private static final int ROWS = 278;
    private static final int LENGTHS = 279;
    private static final int PLANES = 284;
    private static final int TILE_WIDTH = 322;

    // 30 x 20 pixels of three bytes, in one strip.
    private static final byte[] TIFF = TestRows.tiff(30, 20, 8, 0x55, new byte[0]);

    @Test
    void a_strip_that_has_its_rows_is_taken_however_many_rows_it_may_have() {
        assertThatCode(() -> inspect(TIFF)).doesNotThrowAnyException();
        assertThatCode(() -> inspect(with(TIFF, ROWS, -1))).doesNotThrowAnyException();
        assertThatCode(() -> inspect(with(TIFF, LENGTHS, 2_000))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_799})
    void the_only_strip_is_read_whatever_length_it_says(int length) {
        assertThatCode(() -> inspect(with(TIFF, LENGTHS, length))).doesNotThrowAnyException();
    }

    @Test
    void one_of_several_that_is_too_short_is_refused() {
        assertThatCode(() -> inspect(halves(900, 900))).doesNotThrowAnyException();
        assertThatCode(() -> inspect(halves(0, 0))).doesNotThrowAnyException();
        assertThatThrownBy(() -> inspect(halves(899, 900)))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessage("is damaged or cut off: strip 1 has 899 bytes, and its rows take 900");
        assertThatThrownBy(() -> inspect(halves(900, 899)))
                .hasMessage("is damaged or cut off: strip 2 has 899 bytes, and its rows take 900");
    }

    @ParameterizedTest
    @CsvSource({"10,2", "19,2", "1,20"})
    void strips_that_are_missing_are_counted(int rows, int needed) {
        assertThatThrownBy(() -> inspect(with(TIFF, ROWS, rows)))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessage(
                        "is damaged or cut off: it has 1 strips, and needs " + needed + " of " + rows + " rows each");
    }

    // The profile's place is not needed without one.
    @Test
    void of_planes_each_has_its_own() {
        byte[] planes = with(replaced(TIFF, 34_675, PLANES, 3), PLANES, 2);

        assertThatThrownBy(() -> inspect(planes))
                .hasMessage("is damaged or cut off: it has 1 strips, and needs 3 of 20 rows each");
    }

    @Test
    void tiles_whose_places_are_told_as_those_of_strips_are_none() {
        byte[] tiles = with(replaced(TIFF, 34_675, TILE_WIDTH, 3), TILE_WIDTH, 16);

        assertThatCode(() -> inspect(with(tiles, LENGTHS, 768))).doesNotThrowAnyException();
    }

    private static void inspect(byte[] tiff) throws IOException {
        new ImageIoImaging().inspect(Memory.of(tiff), ImageLimits.STANDARD);
    }

    // In two strips of ten rows.
    private static byte[] halves(int first, int second) {
        int start = bytes(TIFF).getInt(entry(TIFF, OFFSETS) + 8);
        return two(two(with(TIFF, ROWS, 10), OFFSETS, start, start + 900), LENGTHS, first, second);
    }

    private static byte[] two(byte[] tiff, int tag, int first, int second) {
        byte[] other = tiff.clone();
        bytes(other)
                .putShort(entry(tiff, tag) + 2, (short) 3)
                .putInt(entry(tiff, tag) + 4, 2)
                .putShort(entry(tiff, tag) + 8, (short) first)
                .putShort(entry(tiff, tag) + 10, (short) second);
        return other;
    }

    private static byte[] with(byte[] tiff, int tag, int value) {
        byte[] other = tiff.clone();
        bytes(other).putInt(entry(other, tag) + 8, value);
        return other;
    }

    private static byte[] replaced(byte[] tiff, int tag, int other, int type) {
        byte[] replaced = tiff.clone();
        bytes(replaced)
                .putShort(entry(tiff, tag), (short) other)
                .putShort(entry(tiff, tag) + 2, (short) type)
                .putInt(entry(tiff, tag) + 4, 1);
        return replaced;
    }

    private static int entry(byte[] tiff, int tag) {
        int at = 10;
        while ((bytes(tiff).getShort(at) & 0xFFFF) != tag) {
            at += 12;
        }
        return at;
    }

    private static ByteBuffer bytes(byte[] tiff) {
        return ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    }
}

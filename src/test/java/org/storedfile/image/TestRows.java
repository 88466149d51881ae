package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Large images of equal rows, made without having their pixels in memory. */
final class TestRows {
    private TestRows() {}

    /** Returns a PNG with this type of colours, from 0 to 6, and so many bits for each of them. */
    static byte[] png(int width, int height, int colours, int bits) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {(byte) bits, (byte) colours, 0, 0, 0})
                .array();
        int bands = new int[] {1, 0, 3, 1, 2, 0, 4}[colours];
        byte[] row = new byte[1 + width * bands * bits / 8];
        return TestImages.joined(
                "\u0089PNG\r\n\u001A\n".getBytes(ISO_8859_1),
                TestImages.chunk("IHDR", header),
                TestImages.chunk("IDAT", TestImages.deflated(row, height)),
                TestImages.chunk("IEND", new byte[0]));
    }

    /** Returns a deflated TIFF whose pixels have so many bands of so many bits; of 32 or 64 bits they are real numbers. */
    static byte[] tiff(int width, int height, int bands, int bits) {
        byte[] strip = TestImages.deflated(new byte[width * bands * bits / 8], height);
        int[][] tags = {
            {256, 4, 1, width},
            {257, 4, 1, height},
            {258, 3, bands, 0},
            {259, 3, 1, 8},
            {262, 3, 1, 2},
            {273, 4, 1, 0},
            {277, 3, 1, bands},
            {278, 4, 1, height},
            {279, 4, 1, strip.length},
            {338, 3, Math.max(1, bands - 3), 0},
            {339, 3, bands, 0}
        };
        return tiff(tags, bands, bits, strip);
    }

    /** Returns a TIFF of one grey in three bands, not compressed, with a profile. */
    static byte[] tiff(int width, int height, int bits, int grey, byte[] profile) {
        int length = width * height * 3 * bits / 8;
        int[][] tags = {
            {256, 4, 1, width},
            {257, 4, 1, height},
            {258, 3, 3, 0},
            {259, 3, 1, 1},
            {262, 3, 1, 2},
            {273, 4, 1, 0},
            {277, 3, 1, 3},
            {278, 4, 1, height},
            {279, 4, 1, length},
            {339, 3, 3, 0},
            {34675, 7, profile.length, length}
        };
        byte[] strip = new byte[length];
        Arrays.fill(strip, (byte) grey);
        return TestImages.joined(tiff(tags, 3, bits, strip), profile);
    }

    private static byte[] tiff(int[][] tags, int bands, int bits, byte[] strip) {
        int lists = 8 + 2 + tags.length * 12 + 4;
        ByteBuffer tiff = ByteBuffer.allocate(lists + 6 * bands).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put("II*\0".getBytes(ISO_8859_1)).putInt(8).putShort((short) tags.length);
        for (int[] tag : tags) {
            boolean isExtra = tag[0] == 338;
            int list = lists + 2 * bands * (tag[0] == 258 ? 0 : isExtra ? 2 : 1);
            int value = tag[0] == 34_675
                    ? tiff.capacity() + tag[3]
                    : tag[0] == 273 ? tiff.capacity() : tag[2] > (isExtra ? 2 : 1) ? list : tag[3];
            int count = isExtra && bands == 3 ? 1 : tag[2];
            tiff.putShort((short) (isExtra && bands == 3 ? 65_000 : tag[0]))
                    .putShort((short) tag[1])
                    .putInt(count)
                    .putInt(value);
        }
        tiff.putInt(0);
        for (int i = 0; i < bands; i++) {
            tiff.putShort(lists + 2 * i, (short) bits).putShort(lists + 2 * (bands + i), (short) (bits >= 32 ? 3 : 1));
        }
        return TestImages.joined(tiff.array(), strip);
    }
}

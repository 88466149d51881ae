package org.storedfile.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Lossless pictures of 64 x 64 pixels that say more of themselves than of their pixels. */
final class WebpBombs {
    private static final int SIDE = 64;
    private static final int PROFILE = 0x20;
    private static final int PREDICTED = 0;
    private static final int MOST_GROUPS = 65_536;

    private WebpBombs() {}

    /** Returns those to be refused, and those to be taken, by name. */
    static Map<String, Supplier<byte[]>> files() {
        Map<String, Supplier<byte[]>> files = new LinkedHashMap<>();
        files.put("webp-of-65536-groups", () -> ofGroups(MOST_GROUPS));
        files.put("webp-of-65536-groups-in-a-canvas", () -> extended(0, TestWebp.chunk("VP8L", groups(MOST_GROUPS))));
        files.put("webp-of-65536-groups-in-a-frame", () -> extended(TestWebp.ANIMATION, frame(groups(MOST_GROUPS))));
        files.put("webp-of-65536-groups-behind-a-frame", WebpBombs::behindFrame);
        files.put("webp-of-65536-groups-in-its-alpha", WebpBombs::alpha);
        files.put("webp-of-100000-transformations", () -> TestWebp.file(TestWebp.chunk("VP8L", transformed(100_000))));
        files.put("webp-of-a-million-chunks", WebpBombs::manyChunks);
        files.put("webp-with-a-profile-of-17-MB", () -> profiled(17 << 20, 17 << 20));
        files.put("webp-with-a-boastful-profile", () -> profiled(1_000, Integer.MAX_VALUE));
        files.put("good-webp-of-200-groups", () -> ofGroups(200));
        files.put("good-webp-of-a-transformation", () -> TestWebp.file(TestWebp.chunk("VP8L", transformed(1))));
        return files;
    }

    /** Returns a picture with so many groups of prefix codes; each takes some kilobytes of its decoder. */
    static byte[] ofGroups(int count) {
        return TestWebp.file(TestWebp.chunk("VP8L", groups(count)));
    }

    private static byte[] extended(int flags, byte[]... chunks) {
        return TestWebp.file(TestImages.joined(TestWebp.header(flags, SIDE, SIDE), TestImages.joined(chunks)));
    }

    private static byte[] frame(byte[] picture) {
        return TestWebp.frame(0, 0, SIDE, SIDE, picture);
    }

    // Without the flag of an animation, its decoder passes frames over.
    private static byte[] behindFrame() {
        return extended(0, frame(groups(1)), TestWebp.chunk("VP8L", groups(MOST_GROUPS)));
    }

    private static byte[] alpha() {
        byte[] picture = groups(MOST_GROUPS);
        byte[] alpha = TestImages.part(picture, 4, picture.length - 4).clone();
        alpha[0] = 1; // Compressed.
        return extended(
                TestWebp.ALPHA,
                TestWebp.chunk("ALPH", alpha),
                TestImages.part(TestWebp.red(SIDE, SIDE), 12, TestWebp.red(SIDE, SIDE).length - 12));
    }

    // The profile begins as one of the JDK's, and says of itself that it is so long.
    private static byte[] profiled(int length, int said) {
        byte[] profile =
                Arrays.copyOf(ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData(), length);
        ByteBuffer.wrap(profile).putInt(said);
        return extended(PROFILE, TestWebp.chunk("ICCP", profile), TestWebp.chunk("VP8L", groups(1)));
    }

    private static byte[] manyChunks() {
        byte[][] chunks = new byte[1_000_001][];
        Arrays.fill(chunks, TestWebp.chunk("None", new byte[0]));
        return extended(0, TestImages.joined(chunks), TestWebp.chunk("VP8L", groups(1)));
    }

    private static byte[] groups(int count) {
        Bits bits = start();
        bits.add(0, 1 + 1); // No transformation, no cache of colours.
        bits.add(1, 1); // Several groups of codes,
        bits.add(0, 3); // for each 4 x 4 pixels:
        image(bits, count - 1);
        for (int code = 0; code < 5 * count; code++) {
            code(bits, 0);
        }
        return bits.bytes();
    }

    private static byte[] transformed(int times) {
        Bits bits = start();
        for (int i = 0; i < times; i++) {
            bits.add(1, 1);
            bits.add(PREDICTED, 2);
            bits.add(0, 3); // For each 4 x 4 pixels:
            image(bits, 0);
        }
        bits.add(0, 1 + 1 + 1);
        for (int code = 0; code < 5; code++) {
            code(bits, 0);
        }
        return bits.bytes();
    }

    private static Bits start() {
        Bits bits = new Bits();
        bits.add(0x2F, 8);
        bits.add(SIDE - 1, 14);
        bits.add(SIDE - 1, 14);
        bits.add(0, 1 + 3); // No alpha, version 0.
        return bits;
    }

    // All of one colour, with such red and green.
    private static void image(Bits bits, int number) {
        bits.add(0, 1);
        for (int symbol : new int[] {number & 255, number >> 8, 0, 0, 0}) {
            code(bits, symbol);
        }
    }

    // Simple, of one symbol.
    private static void code(Bits bits, int symbol) {
        bits.add(1, 2);
        bits.add(symbol > 1 ? 1 : 0, 1);
        bits.add(symbol, symbol > 1 ? 8 : 1);
    }
}

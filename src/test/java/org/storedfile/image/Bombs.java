package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Small files that decoders make much of: memory or time, and mostly before anything is decoded. */
final class Bombs {
    private static final byte[] LINEAR =
            ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();

    private Bombs() {}

    /** Returns those to be refused, and those to be taken, by name. */
    static Map<String, Supplier<byte[]>> files() {
        Map<String, Supplier<byte[]>> files = new LinkedHashMap<>();
        files.put("tiff-60000-entries-share-a-value", () -> shared(60_000, 7, 1_000_000, 1_000_000));
        files.put("tiff-900-entries-share-a-value", () -> shared(900, 7, 1_000_000, 1_000_000));
        files.put("tiff-of-300000-entries", Bombs::manyEntries);
        files.put("tiff-million-directories", Bombs::manyDirectories);
        files.put(
                "good-png-with-shared-values",
                () -> TestImages.png(TestImages.encoded("png", 120, 80), "eXIf", shared(20_000, 4, 150_000, 600_000)));
        files.put("good-jpg-with-shared-values", () -> TestImages.photo(120, 80, shared(2_700, 4, 8_000, 32_000)));
        files.put("good-webp-without-bits", () -> TestImages.webp(4_000, 4_000, 0xFF0000));
        files.put("gif-of-comments", () -> gif(20_000, 255));
        files.put("gif-of-tiny-comments", () -> gif(500_000, 1));
        files.put("good-gif-with-comments", () -> gif(4_000, 255));
        files.put("tiff-wide-tile", Bombs::wideTile);
        files.put("jpg-without-loss", Bombs::lossless);
        files.put("jpg-of-segments", () -> segments(400));
        files.put("jpg-of-20000-tables", () -> tables(20_000));
        files.put("jpg-of-4000-frames", () -> frames(4_000));
        files.put("jpg-of-a-million-comments", () -> comments(1_000_000));
        files.put("good-jpg-with-tables", () -> tables(50));
        files.put("jpg-with-a-boastful-profile", () -> profiled(Integer.MAX_VALUE));
        files.put("good-jpg-with-a-profile", () -> profiled(LINEAR.length));
        files.put("good-jpg-with-segments", () -> segments(100));
        files.put(
                "webp-of-a-larger-lossless-picture", () -> TestWebp.within(100, 100, TestImages.webp(7_000, 7_000, 0)));
        files.put("webp-of-a-larger-lossy-picture", () -> TestWebp.within(100, 100, TestWebp.lossy(7_000, 7_000)));
        files.put(
                "webp-of-two-pictures",
                () -> TestWebp.within(9, 9, TestImages.webp(9, 9, 0), TestImages.webp(9, 9, 0)));
        files.put("bmp-of-a-larger-png", () -> bmp(5, TestImages.blackPng(7_000, 7_000)));
        files.put("bmp-of-a-larger-jpg", () -> bmp(4, TestImages.encoded("jpg", 1_000, 1_000)));
        files.put("gif-of-a-larger-second-frame", Bombs::largerFrame);
        files.put("tiff-of-a-larger-second-page", Bombs::largerPage);
        files.put("good-webp-of-a-picture", () -> TestWebp.within(100, 100, TestImages.webp(100, 100, 0)));
        return files;
    }

    // One directory whose entries have all their values at the same place.
    private static byte[] shared(int entries, int type, int count, int bytes) {
        int place = 8 + 2 + entries * 12 + 4;
        byte[] file = new byte[place + bytes];
        ByteBuffer tiff = tiff(file).putShort((short) entries);
        for (int i = 0; i < entries; i++) {
            tiff.putShort((short) (0x1000 + i)).putShort((short) type);
            tiff.putInt(count).putInt(place);
        }
        return file;
    }

    private static byte[] manyDirectories() {
        int count = 1_000_000;
        byte[] file = new byte[8 + 6 * count];
        ByteBuffer tiff = tiff(file);
        for (int i = 1; i <= count; i++) {
            tiff.putShort((short) 0).putInt(i == count ? 0 : 8 + 6 * i);
        }
        return file;
    }

    // With a comment of so many pieces before its picture.
    private static byte[] gif(int pieces, int length) {
        byte[] gif = TestImages.animation(1);
        ByteBuffer comment = ByteBuffer.allocate(3 + pieces * (1 + length));
        comment.put((byte) '!').put((byte) 0xFE);
        for (int i = 0; i < pieces; i++) {
            comment.put((byte) length).put(new byte[length]);
        }
        return TestImages.joined(
                TestImages.part(gif, 0, 19), comment.array(), TestImages.part(gif, 19, gif.length - 19));
    }

    private static byte[] manyEntries() {
        int directory = 2 + 12 * 1_000 + 4;
        byte[] file = new byte[8 + 300 * directory];
        ByteBuffer tiff = tiff(file);
        for (int i = 1; i <= 300; i++) {
            tiff.putShort((short) 1_000);
            for (int entry = 0; entry < 1_000; entry++) {
                tiff.putShort((short) (0x1000 + entry)).putShort((short) 4);
                tiff.putInt(1).putInt(entry);
            }
            tiff.putInt(i == 300 ? 0 : 8 + i * directory);
        }
        return file;
    }

    private static byte[] wideTile() {
        int[][] tags = {
            {256, 100},
            {257, 100},
            {258, 8},
            {259, 1},
            {262, 1},
            {277, 1},
            {322, 500_000_000},
            {323, 16},
            {324, 8},
            {325, 10_000}
        };
        byte[] file = new byte[20_000];
        ByteBuffer tiff = tiff(file).putShort((short) tags.length);
        for (int[] tag : tags) {
            tiff.putShort((short) tag[0]).putShort((short) 4).putInt(1).putInt(tag[1]);
        }
        return file;
    }

    // Three bands of 7000 x 7000 pixels, of one code.
    static byte[] lossless() {
        byte[] head = {
            -1,
            (byte) 0xD8,
            -1,
            (byte) 0xC3,
            0,
            17,
            8,
            0x1B,
            0x58,
            0x1B,
            0x58,
            3,
            1,
            0x11,
            0,
            2,
            0x11,
            0,
            3,
            0x11,
            0,
            -1,
            (byte) 0xC4,
            0,
            20,
            0,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            -1,
            (byte) 0xDA,
            0,
            12,
            3,
            1,
            0,
            2,
            0,
            3,
            0,
            1,
            0,
            0
        };
        return TestImages.joined(head, new byte[3_000], new byte[] {-1, (byte) 0xD9});
    }

    private static byte[] largerFrame() {
        byte[] gif = TestImages.animation(2);
        int second = new String(gif, ISO_8859_1).lastIndexOf(",\0\0\0\0");
        ByteBuffer.wrap(gif)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(second + 5, (short) 50_000)
                .putShort(second + 7, (short) 50_000);
        return gif;
    }

    // The first page is whole, and the second has no pixels but a size.
    private static byte[] largerPage() {
        byte[] tiff = TestImages.encoded("tif", 100, 100);
        ByteBuffer bytes = ByteBuffer.wrap(tiff).order(TestImages.order(tiff));
        int first = bytes.getInt(4);
        bytes.putInt(first + 2 + 12 * bytes.getShort(first), tiff.length);
        ByteBuffer second =
                ByteBuffer.allocate(2 + 2 * 12 + 4).order(bytes.order()).putShort((short) 2);
        for (int tag : new int[] {256, 257}) {
            second.putShort((short) tag).putShort((short) 4).putInt(1).putInt(50_000);
        }
        return TestImages.joined(tiff, second.array());
    }

    // Of 10 x 10 pixels, which are another image.
    private static byte[] bmp(int compression, byte[] picture) {
        ByteBuffer head = ByteBuffer.allocate(54).order(ByteOrder.LITTLE_ENDIAN);
        head.put("BM".getBytes(ISO_8859_1))
                .putInt(54 + picture.length)
                .putInt(0)
                .putInt(54);
        head.putInt(40).putInt(10).putInt(10).putShort((short) 1).putShort((short) 0);
        head.putInt(compression).putInt(picture.length);
        return TestImages.joined(head.array(), picture);
    }

    private static byte[] segments(int count) {
        byte[] segment = new byte[65_537];
        ByteBuffer.wrap(segment).putShort((short) 0xFFE5).putShort((short) 0xFFFF);
        return segments(count, segment);
    }

    // Of one code each, of which readers make a table of a size that does not depend on that.
    static byte[] tables(int count) {
        return segments(
                count,
                ByteBuffer.allocate(22)
                        .putShort((short) 0xFFC4)
                        .putShort((short) 20)
                        .put(5, (byte) 1)
                        .array());
    }

    /** A JPEG of headers of a picture, of which readers keep all. */
    static byte[] frames(int count) {
        int components = 255;
        ByteBuffer frame = ByteBuffer.allocate(2 + 8 + 3 * components)
                .putShort((short) 0xFFC1)
                .putShort((short) (8 + 3 * components))
                .put((byte) 8)
                .putShort((short) 50)
                .putShort((short) 50)
                .put((byte) components);
        return segments(count, frame.array());
    }

    /** A JPEG with 15 MB of previews before it, of which readers keep the bytes and make a preview. */
    static byte[] previews() {
        ByteBuffer preview = ByteBuffer.allocate(60_004)
                .putShort((short) 0xFFE0)
                .putShort((short) 60_002)
                .put("JFXX\0".getBytes(ISO_8859_1))
                .put(new byte[] {0x13, 100, 100});
        return segments(250, preview.array());
    }

    private static byte[] comments(int count) {
        return segments(
                count,
                ByteBuffer.allocate(4)
                        .putShort((short) 0xFFFE)
                        .putShort((short) 2)
                        .array());
    }

    private static byte[] segments(int count, byte[] segment) {
        byte[] jpeg = TestImages.encoded("jpg", 120, 80);
        ByteBuffer all =
                ByteBuffer.allocate(jpeg.length + count * segment.length).put(jpeg, 0, 2);
        for (int i = 0; i < count; i++) {
            all.put(segment);
        }
        return all.put(jpeg, 2, jpeg.length - 2).array();
    }

    // With a profile that says of itself that it is so long.
    static byte[] profiled(int said) {
        byte[] profile = LINEAR.clone();
        ByteBuffer.wrap(profile).putInt(said);
        byte[] segment = TestImages.joined("ICC_PROFILE\0\1\1".getBytes(ISO_8859_1), profile);
        return TestImages.withSegment(TestImages.encoded("jpg", 120, 80), 0xE2, segment);
    }

    private static ByteBuffer tiff(byte[] file) {
        return ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("II*\0".getBytes(ISO_8859_1))
                .putInt(8);
    }
}

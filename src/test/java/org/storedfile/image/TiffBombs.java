package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Pictures of 100 x 100 pixels whose directory takes more memory than they do, or is not what readers expect. */
final class TiffBombs {
    private static final int BYTES = 15_000_000;
    private static final int BYTE = 1;
    private static final int ASCII = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int RATIONAL = 5;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int DESCRIPTION = 270;
    private static final int STRIPS = 273;
    private static final int ROWS = 278;
    private static final int LENGTHS = 279;
    private static final int TILES = 324;
    private static final int UNCOMPRESSED = 1;
    private static final int JPEG = 7;

    private TiffBombs() {}

    /** An entry: a number, or values behind the directory. */
    private record Entry(int tag, int type, int count, int number, ByteBuffer values) {
        static Entry of(int tag, int number) {
            return new Entry(tag, LONG, 1, number, ByteBuffer.allocate(0));
        }
    }

    /** Returns those to be refused, and those to be taken, by name. */
    static Map<String, Supplier<byte[]>> files() {
        Map<String, Supplier<byte[]>> files = new LinkedHashMap<>();
        files.put("tiff-of-2-million-fractions", () -> with(UNCOMPRESSED, RATIONAL, 0x9999, filled(1)));
        files.put("tiff-of-7-million-texts", () -> with(UNCOMPRESSED, ASCII, DESCRIPTION, filled('a', 0)));
        files.put("tiff-of-15-million-compressions", () -> with(JPEG, BYTE, COMPRESSION, filled(0)));
        files.put("tiff-of-15-million-strips", () -> with(JPEG, BYTE, STRIPS, filled(0)));
        files.put("tiff-of-7-million-strips", () -> with(JPEG, SHORT, STRIPS, filled(0)));
        files.put("tiff-of-400000-strips", TiffBombs::manyStrips);
        files.put("tiff-of-3-million-strips", () -> with(UNCOMPRESSED, LONG, STRIPS, filled(8)));
        files.put("tiff-of-15-million-bits", () -> with(UNCOMPRESSED, BYTE, BITS, filled(8)));
        files.put("tiff-of-15-million-uncompressed-strips", () -> with(UNCOMPRESSED, BYTE, STRIPS, filled(8)));
        files.put(
                "tiff-of-a-text-of-other-letters",
                () -> with(UNCOMPRESSED, ASCII, DESCRIPTION, filled(0xEA, 0xB0, 0x80)));
        files.put("tiff-of-strips-in-a-text", () -> with(UNCOMPRESSED, ASCII, STRIPS, text(100)));
        files.put("tiff-of-strips-in-bytes", () -> with(UNCOMPRESSED, BYTE, STRIPS, new byte[100]));
        files.put("tiff-of-tiles-in-bytes", () -> with(UNCOMPRESSED, BYTE, TILES, new byte[100]));
        files.put("tiff-of-lengths-in-fractions", () -> with(UNCOMPRESSED, RATIONAL, LENGTHS, new byte[160]));
        files.put("tiff-of-bits-in-bytes", () -> with(UNCOMPRESSED, BYTE, BITS, new byte[100]));
        files.put("tiff-of-rows-in-a-text", () -> with(UNCOMPRESSED, ASCII, ROWS, text(100)));
        files.put("tiff-of-two-rows", () -> with(UNCOMPRESSED, LONG, ROWS, new byte[8]));
        files.put("tiff-of-strips-elsewhere", TiffBombs::elsewhere);
        files.put(
                "tiff-without-strips",
                () -> file(100, 100, Entry.of(BITS, 8), Entry.of(COMPRESSION, UNCOMPRESSED), Entry.of(ROWS, 100)));
        files.put(
                "tiff-of-seven-bits",
                () -> file(100, 100, Entry.of(BITS, 7), Entry.of(COMPRESSION, UNCOMPRESSED), Entry.of(STRIPS, 8)));
        files.put("tiff-with-webp-inside", () -> with(50_001, ASCII, DESCRIPTION, text(100)));
        files.put("tiff-with-zstandard-inside", () -> with(50_000, ASCII, DESCRIPTION, text(100)));
        files.put("tiff-with-lzma-inside", () -> with(34_925, ASCII, DESCRIPTION, text(100)));
        files.put("tiff-with-nothing-known-inside", () -> with(4_711, ASCII, DESCRIPTION, text(100)));
        files.put("tiff-of-two-widths", () -> with(UNCOMPRESSED, LONG, 256, new byte[] {100, 0, 0, 0, 100, 0, 0, 0}));
        files.put("tiff-of-a-jpg-with-a-boastful-profile", () -> strip(Bombs.profiled(Integer.MAX_VALUE)));
        files.put("tiff-of-a-jpg-without-loss", () -> strip(Bombs.lossless()));
        files.put("tiff-in-lab", TiffBombs::lab);
        files.put("good-tiff-of-a-jpg-with-a-profile", () -> strip(Bombs.profiled(548)));
        files.put("good-tiff-with-a-long-text", () -> with(UNCOMPRESSED, ASCII, DESCRIPTION, text(3_000_000)));
        files.put("good-tiff-with-some-texts", () -> with(UNCOMPRESSED, ASCII, DESCRIPTION, pieces(2_000)));
        files.put("good-tiff-with-some-fractions", () -> with(UNCOMPRESSED, RATIONAL, 0x9999, new byte[8_000]));
        files.put("good-tiff-with-many-bytes", () -> with(UNCOMPRESSED, BYTE, 0x9999, new byte[12_000_000]));
        files.put("good-tiff-of-a-strip-a-row", TiffBombs::rows);
        return files;
    }

    // One entry more, or another one.
    private static byte[] with(int compression, int type, int tag, byte[] values) {
        int size = type == RATIONAL ? 8 : type == LONG ? 4 : type == SHORT ? 2 : 1;
        return file(
                100,
                100,
                Entry.of(BITS, 8),
                Entry.of(COMPRESSION, compression),
                Entry.of(STRIPS, 8),
                Entry.of(ROWS, 100),
                Entry.of(LENGTHS, 10_000),
                new Entry(tag, type, values.length / size, 0, ByteBuffer.wrap(values)));
    }

    private static byte[] lab() {
        Entry lab = Entry.of(262, 8);
        return file(100, 100, lab, Entry.of(BITS, 8), Entry.of(COMPRESSION, UNCOMPRESSED), Entry.of(STRIPS, 8));
    }

    private static byte[] elsewhere() {
        Entry bits = Entry.of(BITS, 8);
        Entry strips = new Entry(STRIPS, LONG, 4, 1_000_000, ByteBuffer.allocate(0));
        return file(100, 100, bits, Entry.of(COMPRESSION, UNCOMPRESSED), strips, Entry.of(ROWS, 25));
    }

    // 120 x 80 pixels in colours, which are a JPEG.
    private static byte[] strip(byte[] jpeg) {
        ByteBuffer bits = ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN);
        bits.putShort((short) 8).putShort((short) 8).putShort((short) 8);
        return file(
                120,
                80,
                new Entry(BITS, SHORT, 3, 0, bits),
                Entry.of(COMPRESSION, JPEG),
                Entry.of(262, 6),
                Entry.of(277, 3),
                Entry.of(STRIPS, 8 + 2 + 12 * 10 + 4 + 6),
                Entry.of(ROWS, 80),
                Entry.of(LENGTHS, jpeg.length),
                new Entry(0x9999, BYTE, jpeg.length, 0, ByteBuffer.wrap(jpeg)));
    }

    private static byte[] rows() {
        int height = 15_000;
        return file(
                10,
                height,
                Entry.of(BITS, 8),
                Entry.of(COMPRESSION, UNCOMPRESSED),
                Entry.of(ROWS, 1),
                new Entry(STRIPS, LONG, height, 0, longs(i -> 8, height)),
                new Entry(LENGTHS, LONG, height, 0, longs(i -> 10, height)));
    }

    // The last of those with one tag is the one.
    private static byte[] file(int width, int height, Entry... entries) {
        Map<Integer, Entry> all = new TreeMap<>();
        for (Entry entry :
                new Entry[] {Entry.of(256, width), Entry.of(257, height), Entry.of(262, 1), Entry.of(277, 1)}) {
            all.put(entry.tag(), entry);
        }
        Arrays.stream(entries).forEach(entry -> all.put(entry.tag(), entry));
        int place = 8 + 2 + 12 * all.size() + 4;
        int length = place
                + all.values().stream()
                        .mapToInt(entry -> entry.values().capacity())
                        .sum();
        ByteBuffer file = ByteBuffer.allocate(Math.max(length, 20_000)).order(ByteOrder.LITTLE_ENDIAN);
        file.put("II*\0".getBytes(ISO_8859_1)).putInt(8).putShort((short) all.size());
        for (Entry entry : all.values()) {
            boolean isBehind = entry.values().capacity() > 0;
            file.putShort((short) entry.tag()).putShort((short) entry.type()).putInt(entry.count());
            file.putInt(isBehind ? place : entry.number());
            file.put(place, entry.values(), 0, entry.values().capacity());
            place += entry.values().capacity();
        }
        return file.array();
    }

    private static byte[] filled(int... pattern) {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) pattern[i % pattern.length];
        }
        return bytes;
    }

    // Each of nothing but its place.
    private static byte[] manyStrips() {
        int count = 400_000;
        return file(
                100,
                100,
                Entry.of(BITS, 8),
                Entry.of(COMPRESSION, JPEG),
                Entry.of(ROWS, 100),
                new Entry(STRIPS, LONG, count, 0, longs(i -> 8 + i, count)),
                new Entry(LENGTHS, LONG, count, 0, longs(i -> 1, count)));
    }

    private static ByteBuffer longs(IntUnaryOperator number, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, count).map(number).forEach(bytes::putInt);
        return bytes;
    }

    private static byte[] text(int length) {
        return "x".repeat(length).getBytes(ISO_8859_1);
    }

    private static byte[] pieces(int count) {
        return "Some words\0".repeat(count).getBytes(ISO_8859_1);
    }
}

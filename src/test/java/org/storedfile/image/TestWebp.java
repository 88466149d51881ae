package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;

/** WebP made by program: lossless, of pixels whose red, green, blue and alpha are either nothing or all. */
final class TestWebp {
    static final int ALPHA = 0x10;
    private static final int PROFILE = 0x20;
    private static final int EXIF = 0x08;
    private static final int XMP = 0x04;
    static final int ANIMATION = 0x02;

    /** A picture of an animation and where it lies. */
    record Frame(BufferedImage image, int left, int top) {}

    private TestWebp() {}

    static byte[] picture(BufferedImage image) {
        return file(chunk("VP8L", lossless(image)));
    }

    /** Returns the picture with EXIF, which may begin as it does in a JPEG. */
    static byte[] turned(BufferedImage image, byte[] exif) {
        return file(
                header(EXIF | ALPHA, image.getWidth(), image.getHeight()),
                chunk("VP8L", lossless(image)),
                chunk("EXIF", exif));
    }

    /** Returns the file of one chunk with a profile of its colours. */
    static byte[] withProfile(byte[] file, int width, int height, byte[] profile) {
        return file(
                header(PROFILE, width, height), chunk("ICCP", profile), TestImages.part(file, 12, file.length - 12));
    }

    static byte[] animation(int width, int height, Frame... frames) {
        Stream<byte[]> head = Stream.of(
                header(ANIMATION | ALPHA, width, height),
                chunk("ANIM", ByteBuffer.allocate(6).array()));
        return file(
                Stream.concat(head, Arrays.stream(frames).map(TestWebp::frame)).toArray(byte[][]::new));
    }

    /** Returns a file that says this size, of the pictures of files of one chunk. */
    static byte[] within(int width, int height, byte[]... files) {
        return file(Stream.concat(
                        Stream.of(header(0, width, height)),
                        Arrays.stream(files).map(file -> TestImages.part(file, 12, file.length - 12)))
                .toArray(byte[][]::new));
    }

    /** Returns the header of a lossy picture, with nothing behind it. */
    static byte[] lossy(int width, int height) {
        byte[] data = new byte[2_000];
        ByteBuffer.wrap(data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {0x10, 0x7D, 0, (byte) 0x9D, 1, 0x2A})
                .putShort((short) width)
                .putShort((short) height);
        return file(chunk("VP8 ", data));
    }

    /** Returns a lossy picture of one colour, with such metadata if there is any. */
    static byte[] red(int width, int height, byte[]... metadata) {
        byte[] picture = chunk("VP8 ", TestVp8.red(width, height));
        return metadata.length == 0
                ? file(picture)
                : file(
                        header(EXIF | XMP, width, height),
                        picture,
                        chunk("EXIF", metadata[0]),
                        chunk("XMP ", metadata[1]));
    }

    static byte[] frame(Frame frame) {
        return frame(
                frame.left(),
                frame.top(),
                frame.image().getWidth(),
                frame.image().getHeight(),
                lossless(frame.image()));
    }

    static byte[] frame(int left, int top, int width, int height, byte[] lossless) {
        Bits place = new Bits();
        place.add(left / 2, 24);
        place.add(top / 2, 24);
        place.add(width - 1, 24);
        place.add(height - 1, 24);
        place.add(100, 24); // Milliseconds.
        place.add(0, 8);
        return chunk("ANMF", TestImages.joined(place.bytes(), chunk("VP8L", lossless)));
    }

    static byte[] header(int flags, int width, int height) {
        Bits header = new Bits();
        header.add(flags, 32);
        header.add(width - 1, 24);
        header.add(height - 1, 24);
        return chunk("VP8X", header.bytes());
    }

    static byte[] file(byte[]... chunks) {
        byte[] all = TestImages.joined(chunks);
        return TestImages.joined("RIFF".getBytes(ISO_8859_1), number(4 + all.length), "WEBP".getBytes(ISO_8859_1), all);
    }

    static byte[] chunk(String name, byte[] data) {
        byte[] padding = new byte[data.length & 1];
        return TestImages.joined(name.getBytes(ISO_8859_1), number(data.length), data, padding);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] lossless(BufferedImage image) {
        Bits bits = new Bits();
        bits.add(0x2F, 8);
        bits.add(image.getWidth() - 1, 14);
        bits.add(image.getHeight() - 1, 14);
        bits.add(1, 1 + 3); // With alpha, version 0.
        bits.add(0, 1 + 1 + 1); // No transformation, no cache of colours, one group of codes.
        for (int channel = 0; channel < 4; channel++) {
            bits.add(1, 1); // A simple code
            bits.add(1, 1); // of two symbols,
            bits.add(1, 1); // the first of 8 bits,
            bits.add(0, 8);
            bits.add(255, 8);
        }
        bits.add(1, 1); // Distances, of which there are none: a simple code
        bits.add(0, 2); // of one symbol of one bit.
        bits.add(0, 1);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int argb = image.getRGB(x, y);
                for (int shift : new int[] {8, 16, 0, 24}) {
                    bits.add(argb >> shift & 1, 1);
                }
            }
        }
        return bits.bytes();
    }
}

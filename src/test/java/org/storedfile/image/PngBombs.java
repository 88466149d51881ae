package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.DeflaterOutputStream;

/** Pictures with a palette, of which readers keep what others do without, and more of that than of pixels. */
final class PngBombs {
    private static final int HEAD = 8 + 25;
    private static final int MEGABYTE = 1 << 20;

    private PngBombs() {}

    /** Returns those to be refused, and those to be taken, by name. */
    static Map<String, Supplier<byte[]>> files() {
        Map<String, Supplier<byte[]>> files = new LinkedHashMap<>();
        files.put("png-of-500000-texts", () -> texts(500_000));
        files.put("png-of-20000-texts", () -> texts(20_000));
        files.put("png-of-a-text-of-17-MB", () -> with("tEXt", "Comment\0", new byte[17 * MEGABYTE]));
        files.put("png-of-a-profile-of-17-MB", () -> with("iCCP", "x\0\0", new byte[17 * MEGABYTE]));
        files.put("png-of-a-packed-text-of-512-MB", () -> with("zTXt", "Comment\0\0", packed(512)));
        files.put("png-of-an-international-text-of-64-MB", () -> with("iTXt", "Comment\0\1\0en\0\0", packed(64)));
        files.put("good-png-of-a-packed-profile-of-64-MB", () -> with("iCCP", "x\0\0", packed(64)));
        files.put("png-of-an-unknown-chunk-of-17-MB", () -> with("loNg", "", new byte[17 * MEGABYTE]));
        files.put("good-png-of-5000-texts", () -> texts(5_000));
        files.put("good-png-of-a-text-of-4-MB", () -> with("tEXt", "Comment\0", filled(4 * MEGABYTE)));
        files.put("good-png-of-a-packed-text-of-1-MB", () -> with("zTXt", "Comment\0\0", packed(1)));
        files.put("good-png-of-a-plain-international-text", () -> with("iTXt", "Title\0\0\0en\0\0", filled(100)));
        return files;
    }

    private static byte[] texts(int count) {
        byte[][] texts = new byte[count][];
        Arrays.fill(texts, TestImages.chunk("tEXt", "C\0a".getBytes(ISO_8859_1)));
        return with(TestImages.joined(texts));
    }

    private static byte[] with(String name, String start, byte[] rest) {
        return with(TestImages.chunk(name, TestImages.joined(start.getBytes(ISO_8859_1), rest)));
    }

    private static byte[] with(byte[] chunks) {
        byte[] png = TestImages.encoded(TestImages.picture(60, 40, BufferedImage.TYPE_BYTE_INDEXED), "png");
        return TestImages.joined(TestImages.part(png, 0, HEAD), chunks, TestImages.part(png, HEAD, png.length - HEAD));
    }

    private static byte[] packed(int megabytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            byte[] megabyte = filled(MEGABYTE);
            for (int i = 0; i < megabytes; i++) {
                out.write(megabyte);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'a');
        return bytes;
    }
}

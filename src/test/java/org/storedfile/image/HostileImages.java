package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;

/** Files that no image attribute must take, and those beside them that it must; a program of its own, for a small heap. */
public final class HostileImages {
    private static final Map<String, Supplier<byte[]>> FILES = new LinkedHashMap<>();

    static {
        FILES.put("png-30000", () -> cutTo(TestImages.blackPng(30_000, 30_000), 4_096, true));
        FILES.put("png-30000-whole", () -> TestImages.blackPng(30_000, 30_000));
        FILES.put("png-19000-whole", () -> TestImages.blackPng(19_000, 19_000));
        FILES.put("gif-a-million-frames", () -> TestImages.animation(1_000_000));
        FILES.put("gif-huge-screen", HostileImages::hugeGif);
        FILES.put("tiff-outwards", () -> tiff(1_000, 1_000, 0x7FFF_0000));
        FILES.put("tiff-itself", () -> tiff(1_000, 1_000, 8));
        FILES.put("good-tiff-in-a-circle", HostileImages::circularTiff);
        FILES.put("tiff-60000", () -> tiff(60_000, 60_000, 8));
        FILES.put("bmp-negative", HostileImages::negativeBmp);
        FILES.put("jpg-65500", HostileImages::hugeJpeg);
        FILES.put("jpg-a-million-scans", HostileImages::jpegOfManyScans);
        FILES.put("webp-16384", () -> TestImages.webp(16_384, 16_384, 0));
        FILES.put(
                "svg-outwards",
                () -> text("<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                        + "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"http://127.0.0.1:9/x\"/>&x;</svg>"));
        for (String format : List.of("png", "jpg", "gif", "bmp", "tif")) {
            FILES.put("half-" + format, () -> half(TestImages.encoded(format, 300, 200)));
            FILES.put("zip-behind-" + format, () -> TestImages.joined(TestImages.encoded(format, 30, 20), zip()));
        }
        FILES.put("half-webp", () -> half(TestImages.webp(300, 200, 0xFF00FF)));
        FILES.put("zip-behind-webp", () -> TestImages.joined(TestImages.webp(30, 20, 0), zip()));
        FILES.put("last-rows-missing-jpg", () -> lastMissing(TestImages.encoded("jpg", 300, 200), 60));
        FILES.put("last-rows-missing-png", HostileImages::shortPng);
        FILES.put(
                "page-behind-jpg",
                () -> TestImages.joined(TestImages.encoded("jpg", 30, 20), text("<SCRIPT>alert(1)")));
        FILES.put("page-in-png", HostileImages::pngWithPage);
        FILES.put("something-behind-png", HostileImages::pngWithEnd);
        FILES.put("script-in-gif", HostileImages::gifWithScript);
        FILES.put(
                "pdf-with-jpg", () -> TestImages.joined(TestImages.encoded("jpg", 30, 20), text("%PDF-1.7\n1 0 obj")));
        FILES.put("png-animation-of-a-million-frames", HostileImages::longPngAnimation);
        FILES.put("avif", () -> text("\0\0\0 ftypavif\0\0\0\0mif1miaf"));
        FILES.put("heic", () -> text("\0\0\0 ftypheic\0\0\0\0mif1heic"));
        FILES.put("text", () -> text("not an image at all"));
        FILES.put("nothing", () -> new byte[0]);
        FILES.put("signature-alone-png", () -> text("\u0089PNG\r\n\u001A\n"));
        FILES.put("signature-alone-jpg", () -> text("\u00FF\u00D8\u00FF"));
        FILES.put("signature-alone-gif", () -> text("GIF89a"));
        FILES.put("noise-jpg", () -> noise("\u00FF\u00D8\u00FF\u00E0"));
        FILES.put("noise-tif", () -> noise("II*\0"));
        FILES.put("noise-webp", () -> noise("RIFF\u0000\u0010\u0000\u0000WEBPVP8 "));
        FILES.put("noise-bmp", () -> noise("BM\0\u0010\0\0\0\0\0\0"));
        FILES.put("good-12-megapixel-jpg", () -> TestImages.encoded("jpg", 4_000, 3_000));
        byte[] exif = TestImages.exif(6, Integer.MAX_VALUE, new byte[10]);
        FILES.put("good-jpg-with-boastful-exif", () -> TestImages.photo(300, 200, exif));
        FILES.put(
                "good-png-with-boastful-exif", () -> TestImages.png(TestImages.encoded("png", 300, 200), "eXIf", exif));
        FILES.put("good-animation", () -> TestImages.animation(100));
        FILES.put(
                "good-jpg-with-preview-behind",
                () -> TestImages.joined(TestImages.encoded("jpg", 300, 200), TestImages.encoded("jpg", 30, 20)));
        FILES.put("good-7000-png", () -> TestImages.blackPng(7_000, 7_000));
        FILES.putAll(Bombs.files());
        FILES.putAll(WebpBombs.files());
        FILES.putAll(TiffBombs.files());
        FILES.putAll(PngBombs.files());
    }

    private HostileImages() {}

    static List<String> names() {
        return List.copyOf(FILES.keySet());
    }

    /** Prints of each file whether it is taken, or why not. */
    public static void main(String[] arguments) throws IOException {
        ImageIoImaging imaging = new ImageIoImaging();
        List<String> asked = arguments.length == 0 ? names() : Arrays.asList(arguments);
        for (String name : asked) {
            System.out.println(name + ": "
                    + verdict(imaging, Objects.requireNonNull(FILES.get(name)).get()));
        }
    }

    private static String verdict(ImageIoImaging imaging, byte[] bytes) throws IOException {
        try {
            imaging.inspect(Memory.of(bytes), ImageLimits.STANDARD);
        } catch (ImageRefusedException e) {
            return "refused before decoding: " + e.getMessage();
        }
        try {
            imaging.render(Memory.of(bytes), "a.jpg", ImageLimits.STANDARD, List.of());
        } catch (ImageRefusedException e) {
            return "refused while decoding: " + e.getMessage();
        }
        return "taken";
    }

    private static byte[] cutTo(byte[] png, int length, boolean withEnd) {
        byte[] head = TestImages.part(png, 0, length - 12);
        return withEnd ? TestImages.joined(head, TestImages.part(png, png.length - 12, 12)) : head;
    }

    private static byte[] half(byte[] bytes) {
        return TestImages.part(bytes, 0, bytes.length / 2);
    }

    private static byte[] lastMissing(byte[] jpeg, int count) {
        byte[] cut = TestImages.part(jpeg, 0, jpeg.length - count);
        return TestImages.joined(cut, new byte[] {-1, (byte) 0xD9});
    }

    // Ends as it should, but says twice as many rows as there are.
    private static byte[] shortPng() {
        byte[] png = TestImages.blackPng(300, 200);
        ByteBuffer header = ByteBuffer.wrap(TestImages.part(png, 16, 13).clone());
        header.putInt(4, 400);
        byte[] head = TestImages.part(png, 0, 8);
        byte[] rest = TestImages.part(png, 33, png.length - 33);
        return TestImages.joined(head, TestImages.chunk("IHDR", header.array()), rest);
    }

    private static byte[] longPngAnimation() {
        byte[] control = ByteBuffer.allocate(8).putInt(1_000_000).array();
        return TestImages.png(TestImages.blackPng(30, 20), "acTL", control);
    }

    private static byte[] pngWithPage() {
        byte[] png = TestImages.blackPng(30, 20);
        return TestImages.png(png, "tEXt", text("Comment\0<html><body><script>alert(1)</script>"));
    }

    private static byte[] gifWithScript() {
        byte[] gif = TestImages.animation(1);
        return TestImages.joined(gif, text("*/=1;alert(document.domain);//\0;"));
    }

    // Behind it, another end.
    private static byte[] pngWithEnd() {
        byte[] png = TestImages.blackPng(30, 20);
        return TestImages.joined(png, text("anything"), TestImages.chunk("IEND", new byte[0]));
    }

    private static byte[] hugeGif() {
        byte[] gif = TestImages.animation(1);
        ByteBuffer wrapped = ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN);
        wrapped.putShort(6, (short) 65_535).putShort(8, (short) 65_535);
        wrapped.putShort(24, (short) 65_535).putShort(26, (short) 65_535);
        return gif;
    }

    // Says in its frame header that it is so large.
    private static byte[] hugeJpeg() {
        byte[] jpeg = TestImages.encoded("jpg", 300, 200);
        for (int i = 2; i < jpeg.length - 9; i++) {
            if (jpeg[i] == -1 && jpeg[i + 1] == (byte) 0xC0) {
                ByteBuffer.wrap(jpeg).putShort(i + 5, (short) 65_500).putShort(i + 7, (short) 65_500);
                return jpeg;
            }
        }
        throw new IllegalStateException("no frame header");
    }

    private static byte[] jpegOfManyScans() {
        byte[] jpeg = TestImages.encoded("jpg", 300, 200);
        byte[] scan = {-1, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0};
        ByteBuffer scans = ByteBuffer.allocate(1_000_000 * scan.length);
        while (scans.hasRemaining()) {
            scans.put(scan);
        }
        return TestImages.joined(
                TestImages.part(jpeg, 0, jpeg.length - 2), scans.array(), new byte[] {-1, (byte) 0xD9});
    }

    private static byte[] tiff(int width, int height, int offset) {
        return directory(width, height, offset, 0).array();
    }

    private static byte[] circularTiff() {
        return directory(10, 10, 8, 8).array();
    }

    private static ByteBuffer directory(int width, int height, int strip, int next) {
        int[][] tags = {
            {256, 4, width},
            {257, 4, height},
            {258, 3, 8},
            {259, 3, 1},
            {262, 3, 1},
            {273, 4, strip},
            {277, 3, 1},
            {278, 4, height},
            {279, 4, Math.min(width * height, 1_000_000)}
        };
        ByteBuffer tiff =
                ByteBuffer.allocate(8 + 2 + tags.length * 12 + 4 + 100).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put("II*\0".getBytes(ISO_8859_1)).putInt(8).putShort((short) tags.length);
        for (int[] tag : tags) {
            tiff.putShort((short) tag[0]).putShort((short) tag[1]).putInt(1).putInt(tag[2]);
        }
        return tiff.putInt(next);
    }

    private static byte[] negativeBmp() {
        byte[] bmp = TestImages.encoded("bmp", 30, 20);
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, -30);
        return bmp;
    }

    private static byte[] noise(String start) {
        byte[] noise = new byte[4_096];
        new java.util.Random(4).nextBytes(noise);
        byte[] head = text(start);
        System.arraycopy(head, 0, noise, 0, head.length);
        return noise;
    }

    private static byte[] zip() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("Evil.class"));
            zip.write(new byte[100]);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(ISO_8859_1);
    }
}

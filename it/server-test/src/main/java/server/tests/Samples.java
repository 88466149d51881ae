package server.tests;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Files to upload. The same seed draws the same picture. */
public final class Samples {
    private Samples() {}

    /** Returns a picture of hills. */
    public static byte[] picture(int seed, int width, int height, String format) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(java.awt.RenderingHints.KEY_ANTIALIASING, java.awt.RenderingHints.VALUE_ANTIALIAS_ON);
        paint(graphics, seed, width, height);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] picture(int seed) {
        return picture(seed, 640, 480, "png");
    }

    /** Returns a PNG whose header claims that many pixels, in a few hundred bytes. */
    public static byte[] bomb(int width, int height) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {1, 0, 0, 0, 0})
                .array();
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(pixels)) {
            deflater.write(new byte[100_000]);
            deflater.finish();
            png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
            chunk(png, "IHDR", header);
            chunk(png, "IDAT", pixels.toByteArray());
            chunk(png, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    /** Returns the beginning of a picture as telephones take them, and browsers do not show. */
    public static byte[] heic() {
        return unshown("heic");
    }

    /** Returns the beginning of a picture as it is told by these four letters. */
    public static byte[] unshown(String brand) {
        byte[] type = ("\0\0\0\u0018ftyp" + brand + "\0\0\0\0mif1" + brand).getBytes(StandardCharsets.ISO_8859_1);
        return Arrays.copyOf(type, 2000);
    }

    /** Returns a GIF of 16 by 16 pixels, of which each of so many frames draws one. */
    public static byte[] animation(int frames) {
        byte[] head = {'G', 'I', 'F', '8', '9', 'a', 16, 0, 16, 0, (byte) 0x80, 0, 0, 0, 0, 0, -1, -1, -1};
        byte[] frame = {',', 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0};
        ByteBuffer gif =
                ByteBuffer.allocate(head.length + frames * frame.length + 1).put(head);
        for (int i = 0; i < frames; i++) {
            gif.put(frame);
        }
        return gif.put((byte) ';').array();
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) throws IOException {
        byte[] typed = ByteBuffer.allocate(4 + data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
        CRC32 check = new CRC32();
        check.update(typed);
        png.write(ByteBuffer.allocate(4).putInt(data.length).array());
        png.write(typed);
        png.write(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }

    /** Returns the file by which virus scanners are tested; joined here, so that they do not find it in this class. */
    public static byte[] virus() {
        return String.join("", "X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS", "-TEST-FILE!$H+H*")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns a document of one empty page. */
    public static byte[] pdf() {
        return """
                %PDF-1.4
                1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
                2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
                3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>endobj
                trailer<</Root 1 0 R>>
                %%EOF
                """.getBytes(StandardCharsets.US_ASCII);
    }

    private static void paint(Graphics2D graphics, int seed, int width, int height) {
        Random random = new Random(seed);
        // Steps of the golden ratio: neighbours differ.
        float hue = seed * 0.618f % 1;
        graphics.setPaint(new GradientPaint(
                0, 0, Color.getHSBColor(hue, 0.35f, 0.95f), 0, height, Color.getHSBColor(hue + 0.12f, 0.25f, 1f)));
        graphics.fillRect(0, 0, width, height);
        double sun = height * 0.14;
        graphics.setPaint(Color.getHSBColor(0.12f, 0.4f, 1f));
        graphics.fill(new Ellipse2D.Double(width * random.nextDouble(0.15, 0.75), height * 0.2, sun, sun));
        for (int layer = 0; layer < 4; layer++) {
            graphics.setPaint(Color.getHSBColor(hue + 0.45f, 0.3f + 0.12f * layer, 0.78f - 0.16f * layer));
            graphics.fill(hill(random, width, height, 0.5 + 0.12 * layer));
        }
    }

    private static Path2D hill(Random random, int width, int height, double top) {
        Path2D hill = new Path2D.Double();
        double first = random.nextDouble(6);
        double second = random.nextDouble(6);
        hill.moveTo(0, height);
        for (int x = 0; x <= width; x += 2) {
            double at = 6.0 * x / width;
            hill.lineTo(x, height * (top - 0.08 * Math.sin(at + first) - 0.04 * Math.sin(2.7 * at + second)));
        }
        hill.lineTo(width, height);
        return hill;
    }
}

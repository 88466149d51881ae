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
import java.nio.charset.StandardCharsets;
import java.util.Random;
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

package bench;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Photographs of 12 megapixels, as far as a program can paint them: gradients, shapes with edges, and noise. */
final class Photographs {
    private static final int WIDTH = 4000;
    private static final int HEIGHT = 3000;

    private Photographs() {}

    /** Makes those that are not there yet. */
    static List<Path> in(Path folder, int number) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Path file = folder.resolve("photo-" + i + ".jpg");
            files.add(file);
            if (!Files.exists(file)) {
                ImageIO.write(painted(i), "jpg", file.toFile());
            }
        }
        return files;
    }

    private static BufferedImage painted(int seed) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        int noise = seed + 1;
        for (int y = 0; y < HEIGHT; y++) {
            int light = 60 + 90 * y / HEIGHT;
            for (int x = 0; x < WIDTH; x++) {
                noise = noise * 1664525 + 1013904223;
                int grain = noise >>> 28;
                pixels[y * WIDTH + x] = light + grain << 16 | 40 + 120 * x / WIDTH + grain << 8 | 200 - light + grain;
            }
        }
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        for (int i = 0; i < 200; i++) {
            graphics.setColor(new Color(random.nextInt(0x1000000)));
            graphics.fillOval(random.nextInt(WIDTH), random.nextInt(HEIGHT), random.nextInt(300), random.nextInt(300));
        }
        graphics.dispose();
        return image;
    }
}

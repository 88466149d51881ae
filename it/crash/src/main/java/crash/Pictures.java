package crash;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** A few small images, each made once; the same in each process. */
final class Pictures {
    static final int COUNT = 8;
    private static final int WIDTH = 32;
    private static final int HEIGHT = 24;

    private static final List<byte[]> ALL =
            IntStream.range(0, COUNT).mapToObj(Pictures::make).toList();

    private Pictures() {}

    /** Returns the bytes of one of them; not to be changed. */
    static byte[] of(int number) {
        return ALL.get(number);
    }

    private static byte[] make(int number) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < WIDTH; x++) {
            for (int y = 0; y < HEIGHT; y++) {
                picture.setRGB(x, y, (x * 8) << 16 | (y * 10) << 8 | number * 30);
            }
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.setUseCache(false);
            ImageIO.write(picture, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.storedfile.image;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/**
 * What is shown of a file: of an animation all of its area, of which its first frame may fill a part only.
 *
 * @param width in pixels, as they are stored
 * @param height in pixels, as they are stored
 * @param frame where the picture that is decoded lies in it
 */
record Canvas(int width, int height, Rectangle frame) {
    private static final int ANIMATED = 2;

    /** Returns that of a file whose first picture has this size. */
    static Canvas of(Format format, ImageInputStream in, int width, int height) throws IOException {
        Rectangle frame = new Rectangle(width, height);
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        return switch (format) {
            case GIF -> gif(in, frame);
            case WEBP -> webp(in, frame);
            default -> new Canvas(width, height, frame);
        };
    }

    boolean isFilled() {
        return frame.width == width && frame.height == height;
    }

    /** Returns the whole, transparent where the picture is not, with one of so many pixels in each direction. */
    BufferedImage around(BufferedImage picture, int subsampling) {
        if (isFilled()) {
            return picture;
        }
        BufferedImage whole =
                Scaling.blank((width + subsampling - 1) / subsampling, (height + subsampling - 1) / subsampling, true);
        Graphics2D graphics = whole.createGraphics();
        graphics.drawImage(picture, frame.x / subsampling, frame.y / subsampling, null);
        graphics.dispose();
        return whole;
    }

    // A frame that is larger than what the file says of its screen enlarges it, as browsers have it.
    private static Canvas gif(ImageInputStream in, Rectangle frame) throws IOException {
        in.seek(6);
        int width = in.readUnsignedShort();
        int height = in.readUnsignedShort();
        Blocks.toFirstFrameOfGif(in);
        frame.setLocation(in.readUnsignedShort(), in.readUnsignedShort());
        return new Canvas(Math.max(width, frame.x + frame.width), Math.max(height, frame.y + frame.height), frame);
    }

    private static Canvas webp(ImageInputStream in, Rectangle frame) throws IOException {
        if (Chunks.find(Format.WEBP, in, "VP8X") < 10 || (in.readUnsignedByte() & ANIMATED) == 0) {
            return new Canvas(frame.width, frame.height, frame);
        }
        in.skipBytes(3);
        int width = 1 + threeBytes(in);
        int height = 1 + threeBytes(in);
        if (Chunks.find(Format.WEBP, in, "ANMF") >= 6) {
            frame.setLocation(2 * threeBytes(in), 2 * threeBytes(in));
        }
        return new Canvas(width, height, frame);
    }

    private static int threeBytes(ImageInputStream in) throws IOException {
        return in.readUnsignedShort() | in.readUnsignedByte() << 16;
    }
}

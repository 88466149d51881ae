package org.storedfile.image;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.storedfile.PixelSize;

/** Scaling, cropping and turning by Java 2D. */
final class Scaling {
    private Scaling() {}

    /** Returns an empty image, in the layout that is scaled and encoded fastest. */
    static BufferedImage blank(int width, int height, boolean hasAlpha) {
        return new BufferedImage(
                width, height, hasAlpha ? BufferedImage.TYPE_4BYTE_ABGR_PRE : BufferedImage.TYPE_3BYTE_BGR);
    }

    /** Scales bilinearly, by half at most in one step, so that each pixel has its part in the result. */
    static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage current = image;
        for (PixelSize next : steps(new PixelSize(image.getWidth(), image.getHeight()), new PixelSize(width, height))) {
            current = drawn(current, next.width(), next.height());
        }
        return current;
    }

    /** Returns the sizes on the way from one to another, at least the last. A side grows only in the last step. */
    static List<PixelSize> steps(PixelSize from, PixelSize to) {
        List<PixelSize> steps = new ArrayList<>();
        PixelSize current = from;
        do {
            int width = Math.max(to.width(), current.width() / 2);
            int height = Math.max(to.height(), current.height() / 2);
            current = width == to.width() && height == to.height()
                    ? to
                    : new PixelSize(Math.min(current.width(), width), Math.min(current.height(), height));
            steps.add(current);
        } while (!current.equals(to));
        return steps;
    }

    /** Returns the middle of the image, which shares its pixels. */
    static BufferedImage middle(BufferedImage image, PixelSize size) {
        return image.getSubimage(
                (image.getWidth() - size.width()) / 2,
                (image.getHeight() - size.height()) / 2,
                size.width(),
                size.height());
    }

    static BufferedImage turned(BufferedImage image, Orientation orientation) {
        if (orientation == Orientation.NORMAL) {
            return image;
        }
        int width = orientation.isSideways() ? image.getHeight() : image.getWidth();
        int height = orientation.isSideways() ? image.getWidth() : image.getHeight();
        BufferedImage turned = blank(width, height, image.getColorModel().hasAlpha());
        AffineTransform turn = orientation.transform(image.getWidth(), image.getHeight());
        Graphics2D graphics = turned.createGraphics();
        graphics.drawImage(image, turn, null);
        graphics.dispose();
        return turned;
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height) {
        BufferedImage drawn = blank(width, height, image.getColorModel().hasAlpha());
        Graphics2D graphics = drawn.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return drawn;
    }
}

package org.storedfile.image;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import javax.imageio.ImageTypeSpecifier;

/**
 * Looks like the pixels of a large image to a decoder that writes row by row from the top, or pixel by pixel in this order,
 * and keeps only the mean of each square of them: so the large image is never in memory. Anything else that a decoder may do
 * with pixels fails.
 */
final class MeanRaster extends WritableRaster {
    private final ColorModel colours;
    private final BufferedImage means;
    private final Squares squares;
    private final byte[] row;
    private int nextX;
    private int nextY;

    private MeanRaster(SampleModel model, ColorModel colours, BufferedImage means, int square) {
        super(model, model.createCompatibleSampleModel(1, 1).createDataBuffer(), new Point());
        this.colours = colours;
        this.means = means;
        this.squares = new Squares(colours, means.getRaster(), width, square);
        this.row = new byte[width * numBands];
    }

    /** Returns what the means of such pixels are: of those with a palette, colours that need not be in it. */
    static ImageTypeSpecifier kept(ImageTypeSpecifier type) {
        if (!(type.getColorModel() instanceof IndexColorModel palette)) {
            return type;
        }
        return ImageTypeSpecifier.createFromBufferedImageType(
                palette.hasAlpha() ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR);
    }

    /** Tells whether pixels of this type may come as rows: those of one byte for each band, without alpha. */
    static boolean takesRows(ImageTypeSpecifier type) {
        return type.getBufferedImageType() == BufferedImage.TYPE_3BYTE_BGR
                || type.getBufferedImageType() == BufferedImage.TYPE_BYTE_GRAY;
    }

    /**
     * Creates one.
     *
     * @param type of the pixels: one byte or two for each band, or a palette
     * @param square the length of a square's side in pixels; those at the right and at the bottom may be cut
     */
    static MeanRaster of(ImageTypeSpecifier type, int width, int height, int square) {
        BufferedImage means =
                kept(type).createBufferedImage((width + square - 1) / square, (height + square - 1) / square);
        return new MeanRaster(type.getSampleModel(width, height), type.getColorModel(), means, square);
    }

    /** Returns the image that a decoder writes to. */
    BufferedImage destination() {
        return new BufferedImage(colours, this, false, null);
    }

    /** Tells whether all rows came. */
    boolean isFull() {
        return nextY == height;
    }

    BufferedImage means() {
        return means;
    }

    @Override
    public void setRect(int x, int y, Raster one) {
        requireNext(x, y, one.getWidth() == width && one.getHeight() == 1);
        one.getDataElements(one.getMinX(), one.getMinY(), width, 1, row);
        squares.add(row);
        end();
    }

    @Override
    public void setPixel(int x, int y, int[] pixel) {
        requireNext(x, y, true);
        squares.add(pixel);
        if (++nextX == width) {
            end();
        }
    }

    private void requireNext(int x, int y, boolean isOne) {
        if (x != nextX || y != nextY || !isOne) {
            throw new UnsupportedOperationException("not row by row: pixels at " + x + ", " + y);
        }
    }

    private void end() {
        nextX = 0;
        nextY++;
        squares.endRow(nextY == height);
    }
}

package org.storedfile.image;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import javax.imageio.ImageTypeSpecifier;

/**
 * Looks like the pixels of a large image to a decoder that writes row by row from the top, and keeps only the mean of each
 * square of them: so the large image is never in memory. Anything else that a decoder may do with pixels fails.
 */
final class MeanRaster extends WritableRaster {
    private final BufferedImage means;
    private final int square;
    private final byte[] row;
    private final int[] sums;
    private final byte[] meanRow;
    private int next;

    private MeanRaster(SampleModel model, BufferedImage means, int square) {
        super(model, new DataBufferByte(1), new Point());
        this.means = means;
        this.square = square;
        this.row = new byte[width * numBands];
        this.sums = new int[means.getWidth() * numBands];
        this.meanRow = new byte[sums.length];
    }

    /** Tells whether images of this type can be taken: with one byte for each of their bands. */
    static boolean takes(ImageTypeSpecifier type) {
        return type.getBufferedImageType() == BufferedImage.TYPE_3BYTE_BGR
                || type.getBufferedImageType() == BufferedImage.TYPE_BYTE_GRAY;
    }

    /**
     * Creates one.
     *
     * @param square the length of a square's side in pixels; those at the right and at the bottom may be cut
     */
    static MeanRaster of(ImageTypeSpecifier type, int width, int height, int square) {
        BufferedImage means = type.createBufferedImage((width + square - 1) / square, (height + square - 1) / square);
        return new MeanRaster(type.getSampleModel(width, height), means, square);
    }

    /** Returns the image that a decoder writes to. */
    BufferedImage destination() {
        return new BufferedImage(means.getColorModel(), this, false, null);
    }

    /** Tells whether all rows came. */
    boolean isFull() {
        return next == height;
    }

    BufferedImage means() {
        return means;
    }

    @Override
    public void setRect(int x, int y, Raster one) {
        if (x != 0 || y != next || one.getWidth() != width || one.getHeight() != 1) {
            throw new UnsupportedOperationException(
                    "not row by row: " + one.getWidth() + " x " + one.getHeight() + " pixels at " + x + ", " + y);
        }
        one.getDataElements(one.getMinX(), one.getMinY(), width, 1, row);
        add();
        next++;
        if (next % square == 0 || next == height) {
            finish();
        }
    }

    private void add() {
        int at = 0;
        for (int left = 0; left < sums.length; left += numBands) {
            int end = Math.min(at + square * numBands, row.length);
            while (at < end) {
                for (int band = 0; band < numBands; band++) {
                    sums[left + band] += row[at + band] & 0xFF;
                }
                at += numBands;
            }
        }
    }

    private void finish() {
        int y = (next - 1) / square;
        int rows = next - y * square;
        for (int i = 0; i < sums.length; i++) {
            int count = rows * Math.min(square, width - i / numBands * square);
            meanRow[i] = (byte) ((sums[i] + count / 2) / count);
        }
        Arrays.fill(sums, 0);
        means.getRaster().setDataElements(0, y, means.getWidth(), 1, meanRow);
    }
}

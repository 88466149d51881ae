package org.storedfile.image;

import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/** A row of squares of pixels: the sums of what is in them, until their last pixel came and the means are written. */
final class Squares {
    private final WritableRaster means;
    private final int width;
    private final int square;
    private final int bands;
    // With alpha, a colour counts as much as it is seen.
    private final boolean isWeighted;
    private final int[][] palette;
    private final long[] sums;
    // Of whole rows; faster, as there is no weight.
    private final int[] plainSums;
    private final int[] meanRow;
    private int left;
    private int across;
    private int rows;
    private int y;

    /**
     * Creates them.
     *
     * @param colours of the pixels
     * @param means where they are written to
     * @param width of a row of pixels
     * @param square the length of a square's side; those at the right and at the bottom may be cut
     */
    Squares(ColorModel colours, WritableRaster means, int width, int square) {
        this.means = means;
        this.width = width;
        this.square = square;
        this.bands = means.getNumBands();
        this.isWeighted = colours.hasAlpha() && !colours.isAlphaPremultiplied();
        this.palette = colours instanceof IndexColorModel indexed ? palette(indexed, bands) : new int[0][];
        this.sums = new long[means.getWidth() * bands];
        this.plainSums = new int[sums.length];
        this.meanRow = new int[sums.length];
    }

    private static int[][] palette(IndexColorModel colours, int bands) {
        int[][] palette = new int[colours.getMapSize()][];
        for (int i = 0; i < palette.length; i++) {
            int[] all = {colours.getRed(i), colours.getGreen(i), colours.getBlue(i), colours.getAlpha(i)};
            palette[i] = Arrays.copyOf(all, bands);
        }
        return palette;
    }

    /** Adds a row of pixels, none of which has alpha or is of a palette. */
    void add(byte[] row) {
        int at = 0;
        for (int to = 0; to < plainSums.length; to += bands) {
            int end = Math.min(at + square * bands, row.length);
            while (at < end) {
                for (int band = 0; band < bands; band++) {
                    plainSums[to + band] += row[at + band] & 0xFF;
                }
                at += bands;
            }
        }
    }

    /** Adds the next pixel of a row. */
    void add(int[] pixel) {
        int[] colour = palette.length > 0 ? palette[pixel[0]] : pixel;
        long weight = isWeighted ? colour[bands - 1] : 1;
        int colours = isWeighted ? bands - 1 : bands;
        for (int band = 0; band < colours; band++) {
            sums[left + band] += weight * colour[band];
        }
        if (isWeighted) {
            sums[left + colours] += weight;
        }
        if (++across == square) {
            across = 0;
            left += bands;
        }
    }

    /** Ends a row, and if it is the last one of its squares, or of all, writes their means. */
    void endRow(boolean isLast) {
        left = 0;
        across = 0;
        rows++;
        boolean areWhole = rows == square || isLast;
        // Before the next row may be more than fits.
        if (areWhole || (rows + 1L) % (Integer.MAX_VALUE / 255 / square) == 0) {
            Arrays.setAll(sums, i -> sums[i] + plainSums[i]);
            Arrays.fill(plainSums, 0);
        }
        if (areWhole) {
            for (int i = 0; i < sums.length; i += bands) {
                mean(i, (long) rows * Math.min(square, width - i / bands * square));
            }
            means.setPixels(0, y++, means.getWidth(), 1, meanRow);
            Arrays.fill(sums, 0);
            rows = 0;
        }
    }

    private void mean(int at, long count) {
        int colours = isWeighted ? bands - 1 : bands;
        long weight = isWeighted ? sums[at + colours] : count;
        for (int band = 0; band < colours; band++) {
            meanRow[at + band] = weight == 0 ? 0 : (int) ((sums[at + band] + weight / 2) / weight);
        }
        if (isWeighted) {
            meanRow[at + colours] = (int) ((weight + count / 2) / count);
        }
    }
}

package org.storedfile.image;

/**
 * How an image becomes smaller while it is read.
 *
 * @param subsampling one of how many pixels in each direction is read, which is fast and coarse
 * @param square of squares of how many pixels in each direction the mean is taken, where that can be
 */
record Reduction(int subsampling, int square) {
    /** Splits a reduction so that the mean of two or three pixels is taken, and the others are left out. */
    static Reduction of(int reduction) {
        int subsampling = Math.max(1, reduction / 2);
        return new Reduction(subsampling, reduction / subsampling);
    }

    /** Returns how many of so many pixels in a row are read. */
    int subsampled(int pixels) {
        return (pixels + subsampling - 1) / subsampling;
    }
}

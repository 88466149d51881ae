package org.storedfile.image;

/**
 * How an image becomes smaller while it is read.
 *
 * @param subsampling one of how many pixels in each direction is read, which is fast and coarse
 * @param square of squares of how many pixels in each direction the mean is taken
 */
record Reduction(int subsampling, int square) {
    /** Returns one of how many pixels in a row is kept. */
    int step() {
        return subsampling * square;
    }
}

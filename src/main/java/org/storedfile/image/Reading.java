package org.storedfile.image;

/** How an image can become smaller while it is decoded. */
enum Reading {
    /** Not at all. */
    WHOLE,
    /** Pixels are left out. */
    SAMPLES,
    /** Pixels are left out, and of squares of the others the mean is kept. */
    MEANS;

    /** Returns what is done if one of so many pixels in a row is enough. */
    Reduction reduction(int enough) {
        return Reduction.of(this == WHOLE ? 1 : enough);
    }

    /** Returns one of how many pixels in a row is kept then. */
    int step(int enough) {
        Reduction steps = reduction(enough);
        return this == MEANS ? steps.subsampling() * steps.square() : steps.subsampling();
    }
}

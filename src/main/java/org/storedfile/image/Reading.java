package org.storedfile.image;

/** How an image can become smaller while it is decoded. */
enum Reading {
    /** Not at all. */
    WHOLE,
    /** Pixels are left out. */
    SAMPLES,
    /** Of squares of pixels the mean is kept. */
    MEANS;

    /** Returns what is done if one of so many pixels in a row is kept. */
    Reduction reduction(int kept) {
        return switch (this) {
            case WHOLE -> new Reduction(1, 1);
            case SAMPLES -> new Reduction(kept, 1);
            case MEANS -> new Reduction(1, kept);
        };
    }
}

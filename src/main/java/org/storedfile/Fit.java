package org.storedfile;

/** How an image comes to the size of a {@link Variant}. */
public enum Fit {
    /** The whole image, as large as fits, with its own aspect ratio; never enlarged, and nothing is added around it. */
    CONTAIN,

    /**
     * The middle of the image, in exactly the aspect ratio asked for. Never enlarged: of a smaller image it is the
     * largest such part.
     */
    COVER,

    /** The whole image in exactly the size asked for, stretched if need be. */
    FILL
}

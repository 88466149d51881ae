package org.storedfile.image;

import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;

/** How large an image may be, and each picture inside it. */
final class Sizes {
    private Sizes() {}

    /**
     * Checks.
     *
     * @throws ImageRefusedException if there are no pixels, or more than the limits allow
     */
    static void require(int width, int height, ImageLimits limits) throws ImageRefusedException {
        if (width < 1 || height < 1) {
            throw new ImageRefusedException("has no pixels: " + width + " x " + height);
        }
        requireWithin(width, height, limits);
    }

    /** Checks a picture inside an image, which may have no pixels. */
    static void requireWithin(int width, int height, ImageLimits limits) throws ImageRefusedException {
        if (width > limits.maxSide() || height > limits.maxSide()) {
            throw new ImageRefusedException(
                    "is " + width + " x " + height + " pixels large; no side may have more than " + limits.maxSide());
        }
        if ((long) width * height > limits.maxPixels()) {
            throw new ImageRefusedException("has " + (long) width * height + " pixels (" + width + " x " + height
                    + "); at most " + limits.maxPixels() + " are allowed");
        }
    }
}

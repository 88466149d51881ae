package org.storedfile.image;

import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;
import org.storedfile.ImageRefusedException.Fault;
import org.storedfile.PixelSize;

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

    /** Checks how many frames there are. */
    static void requireFew(long frames, ImageLimits limits) throws ImageRefusedException {
        if (frames > limits.maxFrames()) {
            throw ImageRefusedException.beyond(
                    Fault.FRAMES,
                    limits.maxFrames(),
                    frames,
                    "has " + frames + " frames; at most " + limits.maxFrames() + " are allowed");
        }
    }

    /** Checks a picture inside an image, which may have no pixels. */
    static void requireWithin(int width, int height, ImageLimits limits) throws ImageRefusedException {
        if (width > limits.maxSide() || height > limits.maxSide()) {
            throw ImageRefusedException.beyond(
                    Fault.SIDE,
                    limits.maxSide(),
                    Math.max(width, height),
                    "is " + width + " x " + height + " pixels large; no side may have more than " + limits.maxSide());
        }
        if ((long) width * height > limits.maxPixels()) {
            String most = PixelSize.count(limits.maxPixels());
            String found = PixelSize.count((long) width * height, limits.maxPixels());
            throw ImageRefusedException.beyond(
                    Fault.PIXELS,
                    most,
                    found,
                    "has " + found + " (" + width + " x " + height + "); at most " + most + " are allowed");
        }
    }
}

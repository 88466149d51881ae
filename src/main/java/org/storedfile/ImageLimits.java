package org.storedfile;

/**
 * What an image may demand of those who decode it.
 *
 * @param maxPixels the most pixels, width times height
 * @param maxSide the most pixels in width or height
 * @param maxFrames the most frames or pages
 */
public record ImageLimits(int maxPixels, int maxSide, int maxFrames) {
    /** The limits of {@link StoredImage} with nothing set. */
    public static final ImageLimits STANDARD = new ImageLimits(StoredImage.PIXELS, 20_000, 1_000);

    /** Returns those that let through what any of both does. */
    ImageLimits orMore(ImageLimits other) {
        return new ImageLimits(
                Math.max(maxPixels, other.maxPixels),
                Math.max(maxSide, other.maxSide),
                Math.max(maxFrames, other.maxFrames));
    }

    /** Returns those that the annotation sets. */
    public static ImageLimits of(StoredImage annotation) {
        return new ImageLimits(annotation.maxPixels(), annotation.maxSide(), annotation.maxFrames());
    }
}

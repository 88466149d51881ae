package org.storedfile;

/** Width and height in pixels. */
public record PixelSize(int width, int height) {
    /** Returns what is left of a whole image of this size when it is cut to the aspect ratio of the variant. */
    PixelSize cropped(VariantSpec variant) {
        if (variant.fit() != Fit.COVER) {
            return this;
        }
        double factor = Math.min(1, Math.min((double) width / variant.width(), (double) height / variant.height()));
        return new PixelSize(side(variant.width(), factor, width), side(variant.height(), factor, height));
    }

    private static int side(int wanted, double factor, int most) {
        return (int) Math.max(1, Math.min(most, Math.round(wanted * factor)));
    }
}

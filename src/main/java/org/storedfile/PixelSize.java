package org.storedfile;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Width and height in pixels. */
public record PixelSize(int width, int height) {
    private static final int MILLION = 1_000_000;

    /** Returns a number of pixels as people write it, with one digit behind the point: {@code 12.2 MP}, or {@code 640 px}. */
    public static String count(long pixels) {
        return pixels < MILLION
                ? pixels + " px"
                : BigDecimal.valueOf(pixels)
                                .divide(BigDecimal.valueOf(MILLION), 1, RoundingMode.HALF_UP)
                                .stripTrailingZeros()
                                .toPlainString()
                        + " MP";
    }

    /** Returns a number of pixels as people write it, or exactly if that reads like the limit which it is beyond. */
    public static String count(long pixels, long limit) {
        String said = count(pixels);
        return said.equals(count(limit)) ? pixels + " px" : said;
    }

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

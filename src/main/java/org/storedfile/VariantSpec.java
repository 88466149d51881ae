package org.storedfile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a {@link Variant} declares, checked.
 *
 * @param width in pixels; 0 if the height decides
 * @param height in pixels; 0 if the width decides
 * @param quality from 1 to 100
 * @param background {@code #rrggbb}, or empty
 */
public record VariantSpec(
        String name,
        int width,
        int height,
        Fit fit,
        VariantFormat format,
        int quality,
        String background,
        boolean lazy) {
    /** The most pixels in width or height of a variant. */
    public static final int MAX_SIDE = 8_192;

    // Of how variants are made: raise it when they come out differently, and all are made anew.
    private static final int RECIPE = 2;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,19}");
    private static final Pattern COLOUR = Pattern.compile("(#[0-9a-fA-F]{6})?");

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException if something is wrong; the message names the value
     */
    public VariantSpec {
        require(NAME.matcher(name).matches(), name, "the name must be 1 to 20 of a-z, 0-9 and '-', a letter first");
        require(isSide(width) && isSide(height), name, "width and height must be from 0 to " + MAX_SIDE);
        require(width + height > 0, name, "it needs a width or a height");
        require(fit == Fit.CONTAIN || width * height > 0, name, "the fit " + fit + " needs both width and height");
        require(quality >= 1 && quality <= 100, name, "the quality " + quality + " is not from 1 to 100");
        require(COLOUR.matcher(background).matches(), name, "the background '" + background + "' is not like #ffffff");
        background = background.toLowerCase(Locale.ROOT);
    }

    /** Returns what the annotation declares. */
    public static VariantSpec of(Variant variant) {
        return new VariantSpec(
                variant.name(),
                variant.width(),
                variant.height(),
                variant.fit(),
                variant.format(),
                variant.quality(),
                variant.background(),
                variant.lazy());
    }

    /** Returns the size that this variant of an image of that size has. */
    public PixelSize size(int originalWidth, int originalHeight) {
        return frame(originalWidth, originalHeight).cropped(this);
    }

    /** Returns the size to which the whole image is scaled before it is cropped. */
    public PixelSize frame(int originalWidth, int originalHeight) {
        if (fit == Fit.FILL) {
            return new PixelSize(width, height);
        }
        double across = (double) (width == 0 ? MAX_SIDE : width) / originalWidth;
        double down = (double) (height == 0 ? MAX_SIDE : height) / originalHeight;
        double factor = Math.min(1, fit == Fit.COVER ? Math.max(across, down) : Math.min(across, down));
        return new PixelSize(scaled(originalWidth, factor), scaled(originalHeight, factor));
    }

    /** Returns the format of the variant of an original with that name. */
    public VariantFormat formatOf(String original) {
        return format.of(original);
    }

    /** Tells whether both are made alike, whenever they are. */
    boolean isSamePicture(VariantSpec other) {
        return digest().equals(other.digest());
    }

    /** Returns a digest of all that decides how the variant looks, 8 characters. */
    String digest() {
        String all = String.join(
                ",", name, "" + width, "" + height, fit.name(), format.name(), "" + quality, background, "" + RECIPE);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static int scaled(int side, double factor) {
        return (int) Math.max(1, Math.round(side * factor));
    }

    private static boolean isSide(int side) {
        return side >= 0 && side <= MAX_SIDE;
    }

    private static void require(boolean holds, String name, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("@Variant '" + name + "': " + rule);
        }
    }
}

package org.storedfile.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/** The power that the numbers in a PNG without a profile are of light (its chunk gAMA). */
final class Gamma {
    private static final double WHOLE = 100_000;
    private static final double USUAL = 2.2;
    private static final double NEAR = 0.05; // As libpng has it: nobody sees less.
    private static final double MOST = 10;
    private static final int[] CURVES = {
        ICC_Profile.icSigRedTRCTag, ICC_Profile.icSigGreenTRCTag, ICC_Profile.icSigBlueTRCTag
    };
    private static final int[] CURVE_OF_GREY = {ICC_Profile.icSigGrayTRCTag};

    private Gamma() {}

    /** Returns the colours that it makes; empty if they are those of sRGB, about, or it says so. */
    static Optional<ColorSpace> of(ImageInputStream png, boolean isGrey) throws IOException {
        if (Chunks.beforePixels(png, "sRGB") >= 0 || Chunks.beforePixels(png, "gAMA") != Integer.BYTES) {
            return Optional.empty();
        }
        double power = WHOLE / png.readUnsignedInt();
        boolean isUsual = Math.abs(power / USUAL - 1) < NEAR;
        return isUsual || power > MOST || power < 1 / MOST ? Optional.empty() : Optional.of(colours(power, isGrey));
    }

    private static ColorSpace colours(double power, boolean isGrey) {
        int linear = isGrey ? ColorSpace.CS_GRAY : ColorSpace.CS_LINEAR_RGB;
        // A copy: those of the JDK are everybody's.
        ICC_Profile profile =
                ICC_Profile.getInstance(ICC_Profile.getInstance(linear).getData());
        for (int curve : isGrey ? CURVE_OF_GREY : CURVES) {
            profile.setData(curve, curve(power));
        }
        return new ICC_ColorSpace(profile);
    }

    // One number of eight bits and eight behind the point.
    private static byte[] curve(double power) {
        return ByteBuffer.allocate(14)
                .put("curv".getBytes(US_ASCII))
                .putInt(0)
                .putInt(1)
                .putShort((short) Math.round(power * 256))
                .array();
    }
}

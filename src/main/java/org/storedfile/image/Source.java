package org.storedfile.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.util.Optional;
import java.util.stream.IntStream;
import org.storedfile.PixelSize;

/**
 * A decoded image with the colours and the orientation that it came with. Both are seen to once it is small: colours are
 * converted by their profile, which takes long for each pixel.
 *
 * @param profile what its colours are, if its reader did not say so
 */
record Source(BufferedImage decoded, Orientation orientation, Optional<ColorSpace> profile) {
    private static final ColorSpace SRGB = ColorSpace.getInstance(ColorSpace.CS_sRGB);

    /** Returns it upright and in sRGB, in the size that a person sees. */
    BufferedImage scaled(PixelSize size) {
        int width = orientation.isSideways() ? size.height() : size.width();
        int height = orientation.isSideways() ? size.width() : size.height();
        BufferedImage scaled = Scaling.scaled(relabelled(), width, height);
        BufferedImage converted =
                colours().map(space -> converted(scaled, space)).orElse(scaled);
        return Scaling.turned(converted, orientation);
    }

    private Optional<ColorSpace> colours() {
        return isConvertible() || Grey.hasProfile(decoded)
                ? Optional.of(decoded.getColorModel().getColorSpace())
                : profile;
    }

    // Of other forms, such as real numbers, a palette or bands of unknown meaning, Java 2D converts pixel by pixel
    // while it scales.
    private boolean isConvertible() {
        ColorModel model = decoded.getColorModel();
        return model instanceof ComponentColorModel
                && (model.hasAlpha() ? 4 : 3) == decoded.getRaster().getNumBands()
                && model.getColorSpace().getType() == ColorSpace.TYPE_RGB
                && !model.getColorSpace().isCS_sRGB()
                && (model.getTransferType() == DataBuffer.TYPE_BYTE
                        || model.getTransferType() == DataBuffer.TYPE_USHORT);
    }

    private BufferedImage relabelled() {
        return isConvertible()
                ? relabelled(decoded.getColorModel(), decoded.getRaster(), SRGB)
                : Grey.asStored(decoded);
    }

    private static BufferedImage converted(BufferedImage scaled, ColorSpace space) {
        if (space.getType() == ColorSpace.TYPE_GRAY) {
            return Grey.brightened(scaled, space);
        }
        if (scaled.getColorModel().hasAlpha()) {
            return transparent(scaled, space);
        }
        BufferedImage own = relabelled(scaled.getColorModel(), scaled.getRaster(), space);
        return new ColorConvertOp(null).filter(own, Scaling.blank(scaled.getWidth(), scaled.getHeight(), false));
    }

    // Colours by themselves: with transparency, versions of the JDK do not agree (25 makes them brighter).
    private static BufferedImage transparent(BufferedImage scaled, ColorSpace space) {
        scaled.coerceData(false);
        int width = scaled.getWidth();
        int height = scaled.getHeight();
        int[] bands = IntStream.range(0, space.getNumComponents()).toArray();
        WritableRaster colours = scaled.getRaster().createWritableChild(0, 0, width, height, 0, 0, bands);
        ColorModel opaque = new ComponentColorModel(
                space, false, false, Transparency.OPAQUE, scaled.getColorModel().getTransferType());
        BufferedImage converted = new ColorConvertOp(null)
                .filter(new BufferedImage(opaque, colours, false, null), Scaling.blank(width, height, false));
        int more = scaled.getColorModel().getComponentSize(bands.length) - Byte.SIZE;
        BufferedImage target = Scaling.blank(width, height, true);
        for (int y = 0; y < height; y++) {
            int[] row = converted.getRGB(0, y, width, 1, null, 0, width);
            int[] alpha = scaled.getRaster().getSamples(0, y, width, 1, bands.length, (int[]) null);
            for (int x = 0; x < width; x++) {
                row[x] = (row[x] & 0xFFFFFF) | ((alpha[x] >> more) << 24);
            }
            target.setRGB(0, y, width, 1, row, 0, width);
        }
        return target;
    }

    private static BufferedImage relabelled(ColorModel model, WritableRaster raster, ColorSpace space) {
        ColorModel other = new ComponentColorModel(
                space,
                model.hasAlpha(),
                model.isAlphaPremultiplied(),
                model.getTransparency(),
                model.getTransferType());
        return new BufferedImage(other, raster, model.isAlphaPremultiplied(), null);
    }
}

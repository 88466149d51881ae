package org.storedfile.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import org.storedfile.PixelSize;

/**
 * A decoded image with the colours and the orientation that it came with. Both are seen to once it is small: colours are
 * converted by their profile, which takes long for each pixel.
 */
record Source(BufferedImage decoded, Orientation orientation) {
    private static final ColorSpace SRGB = ColorSpace.getInstance(ColorSpace.CS_sRGB);

    /** Returns it upright and in sRGB, in the size that a person sees. */
    BufferedImage scaled(PixelSize size) {
        int width = orientation.isSideways() ? size.height() : size.width();
        int height = orientation.isSideways() ? size.width() : size.height();
        BufferedImage scaled = Scaling.scaled(isConvertible() ? relabelled() : decoded, width, height);
        BufferedImage converted = isConvertible() ? converted(scaled) : scaled;
        return Scaling.turned(converted, orientation);
    }

    // Of other forms, such as 16 bits or a palette, Java 2D converts pixel by pixel while it scales.
    private boolean isConvertible() {
        ColorModel model = decoded.getColorModel();
        return model instanceof ComponentColorModel
                && model.getColorSpace().getType() == ColorSpace.TYPE_RGB
                && !model.getColorSpace().isCS_sRGB()
                && model.getTransferType() == DataBuffer.TYPE_BYTE;
    }

    private BufferedImage relabelled() {
        return relabelled(decoded, SRGB);
    }

    private BufferedImage converted(BufferedImage scaled) {
        BufferedImage own = relabelled(scaled, decoded.getColorModel().getColorSpace());
        BufferedImage target = Scaling.blank(
                scaled.getWidth(), scaled.getHeight(), scaled.getColorModel().hasAlpha());
        return new ColorConvertOp(null).filter(own, target);
    }

    private static BufferedImage relabelled(BufferedImage image, ColorSpace space) {
        ColorModel model = image.getColorModel();
        ColorModel other = new ComponentColorModel(
                space,
                model.hasAlpha(),
                model.isAlphaPremultiplied(),
                model.getTransparency(),
                model.getTransferType());
        return new BufferedImage(other, image.getRaster(), model.isAlphaPremultiplied(), null);
    }
}

package org.storedfile.image;

import com.twelvemonkeys.imageio.color.UInt32ColorModel;
import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/** Images without colours. Java 2D takes most of them for linear light, which no format stores unless a profile says so. */
final class Grey {
    // What readers say if the file says nothing.
    private static final ColorSpace UNSAID = ColorSpace.getInstance(ColorSpace.CS_GRAY);

    private Grey() {}

    /** Tells whether the file says how bright its greys are. */
    static boolean hasProfile(BufferedImage image) {
        return isGrey(image) && !image.getColorModel().getColorSpace().equals(UNSAID);
    }

    /** Returns the image, of which Java 2D leaves the numbers as they are: grey is shown three times, as colours. */
    static BufferedImage asStored(BufferedImage image) {
        boolean isKnown = image.getType() != BufferedImage.TYPE_CUSTOM; // Of one byte or two, without alpha.
        return isGrey(image) && !isKnown ? threefold(image) : image;
    }

    private static boolean isGrey(BufferedImage image) {
        ColorModel model = image.getColorModel();
        return model instanceof ComponentColorModel
                && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && image.getRaster().getSampleModel() instanceof ComponentSampleModel;
    }

    private static BufferedImage threefold(BufferedImage image) {
        ColorModel model = image.getColorModel();
        int[] bands = model.hasAlpha() ? new int[] {0, 0, 0, 1} : new int[] {0, 0, 0};
        ColorModel colours =
                colours(model, Arrays.stream(bands).map(model::getComponentSize).toArray());
        return new BufferedImage(colours, bands(image.getRaster(), bands), model.isAlphaPremultiplied(), null);
    }

    // Of 32 bits there is a model of its own, because the JDK's takes them for numbers with a sign.
    private static ColorModel colours(ColorModel grey, int[] bits) {
        ColorSpace space = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        return grey instanceof UInt32ColorModel
                ? new UInt32ColorModel(space, grey.hasAlpha(), grey.isAlphaPremultiplied())
                : new ComponentColorModel(
                        space,
                        bits,
                        grey.hasAlpha(),
                        grey.isAlphaPremultiplied(),
                        grey.getTransparency(),
                        grey.getTransferType());
    }

    // A child of a raster cannot have more bands than it.
    private static WritableRaster bands(WritableRaster raster, int[] bands) {
        ComponentSampleModel model = (ComponentSampleModel) raster.getSampleModel();
        int[] banks = model.getBankIndices();
        int[] offsets = model.getBandOffsets();
        ComponentSampleModel others = new ComponentSampleModel(
                model.getDataType(),
                model.getWidth(),
                model.getHeight(),
                model.getPixelStride(),
                model.getScanlineStride(),
                Arrays.stream(bands).map(band -> banks[band]).toArray(),
                Arrays.stream(bands).map(band -> offsets[band]).toArray());
        return Raster.createWritableRaster(
                others,
                raster.getDataBuffer(),
                new Point(raster.getSampleModelTranslateX(), raster.getSampleModelTranslateY()));
    }

    /** Turns greys, as red, green and blue, into the light that they are in a space. */
    static BufferedImage brightened(BufferedImage image, ColorSpace space) {
        int[] light = new int[256];
        for (int grey = 0; grey < light.length; grey++) {
            light[grey] = Math.round(255 * space.toRGB(new float[] {grey / 255f})[1]) * 0x10101;
        }
        for (int y = 0; y < image.getHeight(); y++) {
            int[] row = image.getRGB(0, y, image.getWidth(), 1, null, 0, image.getWidth());
            Arrays.setAll(row, x -> (row[x] & 0xFF000000) | light[row[x] & 0xFF]);
            image.setRGB(0, y, image.getWidth(), 1, row, 0, image.getWidth());
        }
        return image;
    }
}

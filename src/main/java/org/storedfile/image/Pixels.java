package org.storedfile.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.SampleModel;
import java.util.Set;
import javax.imageio.ImageTypeSpecifier;

/**
 * What a pixel of a decoded image takes.
 *
 * @param bytes while it is scaled
 * @param areReal whether its colours are real numbers
 */
record Pixels(int bytes, boolean hasAlpha, boolean areReal) {
    // Others are copied to these before they are scaled.
    private static final Set<Integer> SCALED = Set.of(
            BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_BYTE_INDEXED);
    private static final int COPY = 4;

    static Pixels of(ImageTypeSpecifier type) {
        SampleModel model = type.getSampleModel();
        int stored = model.getNumDataElements() * (DataBuffer.getDataTypeSize(model.getDataType()) / Byte.SIZE);
        int copied = SCALED.contains(type.getBufferedImageType()) ? 0 : COPY;
        boolean areReal = model.getDataType() == DataBuffer.TYPE_FLOAT || model.getDataType() == DataBuffer.TYPE_DOUBLE;
        return new Pixels(stored + copied, type.getColorModel().hasAlpha(), areReal);
    }
}

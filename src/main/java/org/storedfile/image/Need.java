package org.storedfile.image;

import org.storedfile.PixelSize;

/**
 * What decoding an image and making variants of it takes.
 *
 * @param fixed bytes that are needed however few pixels are kept
 * @param each bytes for each pixel of the picture that is kept
 * @param canvas what is decoded
 * @param hasAlpha whether pixels may be transparent
 * @param reading how it can become smaller
 * @param reduction one of how many pixels in a row is kept if there is enough memory
 * @param plan what is made
 */
record Need(long fixed, int each, Canvas canvas, boolean hasAlpha, Reading reading, int reduction, Plan plan) {
    /** Returns the bytes that decoding takes. */
    long decoding(int reduced) {
        long step = reading.reduction(reduced).step();
        long frame = (long) each * canvas.frame().width * canvas.frame().height;
        long whole = canvas.isFilled() ? 0 : 4L * canvas.width() * canvas.height();
        return fixed + (frame + whole) / step / step;
    }

    /** Returns those that everything takes. */
    long all(int reduced) {
        int step = reading.reduction(reduced).step();
        int across = cut(canvas.width(), step);
        int down = cut(canvas.height(), step);
        PixelSize upright = plan.orientation().isSideways() ? new PixelSize(down, across) : new PixelSize(across, down);
        return decoding(reduced) + plan.bytes(upright, hasAlpha || !canvas.isFilled());
    }

    private static int cut(int side, int step) {
        return (side + step - 1) / step;
    }
}

package org.storedfile.image;

import java.awt.geom.AffineTransform;

/** How the stored pixels have to be turned for a person to see them upright; EXIF numbers them from 1 to 8. */
enum Orientation {
    NORMAL(1, 0, 0, 1),
    FLIP_H(-1, 0, 0, 1),
    ROTATE_180(-1, 0, 0, -1),
    FLIP_V(1, 0, 0, -1),
    FLIP_H_ROTATE_90(0, 1, 1, 0),
    ROTATE_90(0, 1, -1, 0),
    FLIP_H_ROTATE_270(0, -1, -1, 0),
    ROTATE_270(0, -1, 1, 0);

    private final int xx;
    private final int yx;
    private final int xy;
    private final int yy;

    /** The transformation of one pixel: what x and y of the stored one add to y and x of the seen one. */
    Orientation(int xx, int yx, int xy, int yy) {
        this.xx = xx;
        this.yx = yx;
        this.xy = xy;
        this.yy = yy;
    }

    /** Returns the one with this EXIF number; upright if there is none such. */
    static Orientation of(int exif) {
        return exif >= 1 && exif <= 8 ? values()[exif - 1] : NORMAL;
    }

    boolean isSideways() {
        return xx == 0;
    }

    /** Returns the transformation of an image with stored pixels of that size. */
    AffineTransform transform(int rawWidth, int rawHeight) {
        int left = Math.min(0, xx * rawWidth + xy * rawHeight);
        int top = Math.min(0, yx * rawWidth + yy * rawHeight);
        return new AffineTransform(xx, yx, xy, yy, -left, -top);
    }
}

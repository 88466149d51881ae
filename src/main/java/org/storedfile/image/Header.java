package org.storedfile.image;

/**
 * What is known before anything is decoded.
 *
 * @param rawWidth in pixels, as they are stored
 * @param rawHeight in pixels, as they are stored
 */
record Header(int rawWidth, int rawHeight, Orientation orientation) {
    int width() {
        return orientation.isSideways() ? rawHeight : rawWidth;
    }

    int height() {
        return orientation.isSideways() ? rawWidth : rawHeight;
    }
}

package org.storedfile.image;

/** What is known before anything is decoded. */
record Header(Canvas canvas, Orientation orientation) {
    /** Returns the width in pixels, as a person sees it. */
    int width() {
        return orientation.isSideways() ? canvas.height() : canvas.width();
    }

    /** Returns the height in pixels, as a person sees it. */
    int height() {
        return orientation.isSideways() ? canvas.width() : canvas.height();
    }
}

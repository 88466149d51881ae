package org.storedfile.persistence;

import org.storedfile.ImageInfo;
import org.storedfile.PixelSize;

/** A new file that is an image as far as its header tells, and what its attribute wants of it. */
record PlannedImage(ImageInfo info, ImageAttribute settings) {
    PixelSize size() {
        return new PixelSize(info.width(), info.height());
    }

    /** Returns what the key says of the size. */
    String mark() {
        return "-" + info.width() + "x" + info.height();
    }
}

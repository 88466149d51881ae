package org.storedfile.persistence;

import java.util.Optional;
import org.storedfile.ImageInfo;
import org.storedfile.PixelSize;

/**
 * A new file that is an image as far as its header tells, and what its attribute wants of it.
 *
 * @param fingerprint of the bytes that were looked at, if others may be stored
 */
record PlannedImage(ImageInfo info, ImageAttribute settings, Optional<Fingerprint> fingerprint) {
    PixelSize size() {
        return new PixelSize(info.width(), info.height());
    }

    /** Returns what the key says of the size. */
    String mark() {
        return "-" + info.width() + "x" + info.height();
    }
}

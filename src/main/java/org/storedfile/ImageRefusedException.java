package org.storedfile;

import java.io.IOException;

/** Says why a file is no image that can be accepted; found among the causes of the {@link StoredFileException}. */
public class ImageRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean isOther;

    /** Creates one with the reason, which goes on from "the file". */
    public ImageRefusedException(String reason) {
        super(reason);
        isOther = false;
    }

    private ImageRefusedException(String reason, boolean isOther) {
        super(reason);
        this.isOther = isOther;
    }

    /** Creates one with the reason and what the decoder said. */
    public ImageRefusedException(String reason, Throwable cause) {
        super(reason, cause);
        isOther = false;
    }

    /** Returns one that says that the file is of another format than those that are supported. */
    public static ImageRefusedException other(String reason) {
        return new ImageRefusedException(reason, true);
    }

    /** Tells whether the file is of another format, and not an image with a fault. */
    public boolean isOtherFormat() {
        return isOther;
    }
}

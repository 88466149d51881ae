package org.storedfile;

/** What stands in where no imaging library is on the class path, for the tests of other packages. */
public final class MissingImaging {
    /** What it says. */
    public static final String MESSAGE = "images need com.twelvemonkeys.imageio:imageio-jpeg, :imageio-tiff and"
            + " :imageio-webp on the class path";

    private MissingImaging() {}

    /** Returns it. */
    public static Imaging imaging() {
        return NoImaging.INSTANCE;
    }
}

package org.storedfile.image;

import org.storedfile.ImageRefusedException;

/** The chunks of a PNG that must be there, or once only: programs that show it take the first of several, or the last. */
final class PngOrder {
    private static final int HEADER = 0x49484452;
    private static final int CONTROL = 0x6163544C;
    private static final int PIXELS = 0x49444154;
    private static final int END = 0x49454E44;

    private int chunks;
    private boolean hasPixels;
    private boolean hasControl;

    /**
     * Takes the name of the next chunk.
     *
     * @throws ImageRefusedException if its header is not the first one, or there is a second; or if how many frames it has
     *     is said twice, or behind its pixels; or if it ends without any
     */
    void next(int name) throws ImageRefusedException {
        require((name == HEADER) == (chunks++ == 0), "has its header (IHDR) not first, or twice");
        if (name == CONTROL) {
            require(!hasControl, "says twice how many frames it has (acTL)");
            require(!hasPixels, "says behind its pixels how many frames it has (acTL)");
            hasControl = true;
        }
        hasPixels |= name == PIXELS;
        require(name != END || hasPixels, "has no pixels (IDAT)");
    }

    private static void require(boolean isKept, String fault) throws ImageRefusedException {
        if (!isKept) {
            throw new ImageRefusedException("is damaged: it " + fault);
        }
    }
}

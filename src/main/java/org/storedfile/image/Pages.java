package org.storedfile.image;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageRefusedException;

/** The pages of a TIFF behind the first, of which nothing is decoded: whether all of their pixels are there. */
final class Pages {
    private Pages() {}

    /**
     * Checks. For a file whose directories were.
     *
     * @throws ImageRefusedException if pixels of one lie behind the end
     */
    static void check(ImageInputStream in) throws IOException {
        if (new TIFFReader().read(in) instanceof CompoundDirectory pages) {
            for (int i = 1; i < pages.directoryCount(); i++) {
                Directory page = pages.getDirectory(i);
                require(page, TIFF.TAG_STRIP_OFFSETS, TIFF.TAG_STRIP_BYTE_COUNTS, i + 1, in.length());
                require(page, TIFF.TAG_TILE_OFFSETS, TIFF.TAG_TILE_BYTE_COUNTS, i + 1, in.length());
            }
        }
    }

    private static void require(Directory page, int offsetsTag, int lengthsTag, int number, long end)
            throws ImageRefusedException {
        Numbers offsets = Numbers.of(page, offsetsTag);
        Numbers lengths = Numbers.of(page, lengthsTag);
        for (int i = 0; i < offsets.length(); i++) {
            long length = i < lengths.length() ? lengths.at(i) : 0;
            if (offsets.at(i) + length > end) {
                throw new ImageRefusedException("is cut off: pixels of page " + number + " have to be at byte "
                        + offsets.at(i) + " and the " + length + " that follow");
            }
        }
    }
}

package org.storedfile.image;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/** How far a TIFF goes: its directories, their values, and the pixels that they say where they are. */
final class TiffEnd {
    private long end;

    private TiffEnd(long end) {
        this.end = end;
    }

    /**
     * Checks that nothing else begins behind it. For a file whose directories were checked.
     *
     * @param values where the last directory or value ends
     */
    static void check(ImageInputStream in, long values) throws IOException {
        in.seek(0);
        TiffEnd found = new TiffEnd(values);
        found.add(new TIFFReader().read(in));
        if (found.end < in.length()) {
            in.seek(found.end);
            Trailer.check(in);
        }
    }

    private void add(Directory directory) {
        if (directory instanceof CompoundDirectory several) {
            for (int i = 0; i < several.directoryCount(); i++) {
                add(several.getDirectory(i));
            }
            return;
        }
        add(directory, TIFF.TAG_STRIP_OFFSETS, TIFF.TAG_STRIP_BYTE_COUNTS);
        add(directory, TIFF.TAG_TILE_OFFSETS, TIFF.TAG_TILE_BYTE_COUNTS);
        add(directory, TIFF.TAG_JPEG_INTERCHANGE_FORMAT, TIFF.TAG_JPEG_INTERCHANGE_FORMAT_LENGTH);
        for (Entry entry : directory) {
            if (entry.getValue() instanceof Directory inner) {
                add(inner);
            }
        }
    }

    private void add(Directory directory, int offsetsTag, int lengthsTag) {
        Numbers offsets = Numbers.of(directory, offsetsTag);
        Numbers lengths = Numbers.of(directory, lengthsTag);
        for (int i = 0; i < offsets.length(); i++) {
            // Without a length nobody knows.
            end = Math.max(end, i < lengths.length() ? offsets.at(i) + lengths.at(i) : Long.MAX_VALUE);
        }
    }
}

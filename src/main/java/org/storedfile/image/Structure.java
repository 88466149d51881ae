package org.storedfile.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;

/** What is asked of a file before a decoder sees it, as decoders take memory and time for whatever it says. */
final class Structure {
    private Structure() {}

    /**
     * Checks.
     *
     * @throws ImageRefusedException if a decoder would take more than the image is worth
     */
    static void check(Format format, SeekableByteChannel bytes, ImageLimits limits) throws IOException {
        ImageInputStream in = new ChannelInput(bytes);
        try {
            switch (format) {
                case TIFF -> Directories.check(in, limits);
                case GIF -> Blocks.endOfGif(in);
                case JPEG -> Segments.check(in);
                case WEBP -> WebpPictures.check(in);
                case PNG, BMP -> {
                    // Nothing of that kind is known.
                }
            }
        } catch (EOFException e) {
            throw new ImageRefusedException("is cut off: it ends where a " + format + " image has to go on", e);
        }
    }
}

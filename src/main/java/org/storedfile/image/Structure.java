package org.storedfile.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;
import org.storedfile.ImageRefusedException.Fault;

/** What is asked of a file before a decoder sees it, as decoders take memory and time for whatever it says. */
final class Structure {
    private static final int BMP_HEADER = 14;
    private static final int BMP_OLDEST = 12;
    private static final int BMP_COMPRESSION = 30;
    private static final int BMP_JPEG = 4;
    private static final int BMP_PNG = 5;

    private Structure() {}

    /**
     * Checks.
     *
     * @return what a decoder keeps of what is not pixels, about, where that may be much
     * @throws ImageRefusedException if a decoder would take more than the image is worth
     */
    static Weight check(Format format, SeekableByteChannel bytes, ImageLimits limits) throws IOException {
        ImageInputStream in = new ChannelInput(bytes);
        try {
            return switch (format) {
                case WEBP -> WebpPictures.check(in, limits);
                case TIFF -> Weight.ofMetadata(Directories.check(in, limits).memory());
                case JPEG -> Weight.ofMetadata(Segments.check(in));
                case PNG -> Weight.ofMetadata(PngMetadata.check(in));
                case GIF -> {
                    Blocks.checkGif(in, limits);
                    yield Weight.NONE;
                }
                case BMP -> {
                    requireOwnPixels(in);
                    yield Weight.NONE;
                }
            };
        } catch (EOFException e) {
            throw new ImageRefusedException("is cut off: it ends where a " + format + " image has to go on", e);
        }
    }

    /**
     * Checks of a file that may go on what a decoder takes before its size is known.
     *
     * @throws ImageRefusedException as {@link #check} does
     */
    static Weight checkFirst(Format format, SeekableByteChannel first) throws IOException {
        ImageInputStream in = new ChannelInput(first);
        return switch (format) {
            case TIFF ->
                Weight.ofMetadata(
                        Directories.checkFirst(in, ImageLimits.STANDARD).memory());
            case JPEG -> Weight.ofMetadata(Segments.check(in));
            case PNG, GIF, WEBP, BMP -> Weight.NONE;
        };
    }

    /**
     * Checks what is served with an image, and not decoded: the frames or pages behind the first, and of a TIFF what stands
     * behind the last. Those of a GIF and a WebP were checked already.
     *
     * @throws ImageRefusedException if not all of it is there
     */
    static void checkFrames(Format format, SeekableByteChannel bytes, ImageLimits limits) throws IOException {
        ImageInputStream in = new ChannelInput(bytes);
        switch (format) {
            case TIFF -> {
                Pages.check(in);
                TiffEnd.check(in, Directories.check(in, limits).end());
            }
            case PNG -> PngFrames.check(in);
            case JPEG, GIF, WEBP, BMP -> {
                // Nothing more.
            }
        }
    }

    // As for printers: it has a size of its own, which is the one that is decoded.
    private static void requireOwnPixels(ImageInputStream in) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(BMP_HEADER);
        boolean isOldest = in.readUnsignedInt() <= BMP_OLDEST;
        in.seek(BMP_COMPRESSION);
        long compression = isOldest ? 0 : in.readUnsignedInt();
        if (compression == BMP_JPEG || compression == BMP_PNG) {
            throw ImageRefusedException.of(
                    Fault.UNSUPPORTED,
                    "is a BMP that holds a " + (compression == BMP_PNG ? "PNG" : "JPEG") + ", as no browser shows");
        }
    }
}

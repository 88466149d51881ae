package org.storedfile.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;

/** One image that is being read. Whatever a decoder throws at bytes it does not like becomes a refusal. */
final class OpenImage implements AutoCloseable {
    private final Format format;
    private final SeekableByteChannel bytes;
    private final ImageReader reader;
    private final List<String> warnings = new ArrayList<>();

    private OpenImage(Format format, SeekableByteChannel bytes, ImageReader reader) {
        this.format = format;
        this.bytes = bytes;
        this.reader = reader;
    }

    static OpenImage open(Format format, SeekableByteChannel bytes) throws IOException {
        OpenImage image = new OpenImage(format, bytes, Readers.of(format));
        image.reader.addIIOReadWarningListener((source, warning) -> image.warned(warning));
        image.reader.setInput(new ChannelInput(bytes), false, true);
        return image;
    }

    /**
     * Reads the header.
     *
     * @throws ImageRefusedException if it breaks a limit, or is none
     */
    Header header(ImageLimits limits) throws IOException {
        return attempt("has no readable header", () -> {
            Canvas canvas = Canvas.of(format, new ChannelInput(bytes), reader.getWidth(0), reader.getHeight(0));
            requireSize(canvas.width(), canvas.height(), limits);
            requireSize(canvas.frame().width, canvas.frame().height, limits);
            requireFrames(limits);
            return new Header(canvas, Exif.orientation(format, new ChannelInput(bytes)));
        });
    }

    /** Tells what decoding takes: readers of WebP expand all pixels, whatever is asked of them. */
    PixelMemory.Need needs(Header header, int subsampling) {
        Canvas canvas = header.canvas();
        long frame = 4L * canvas.frame().width * canvas.frame().height;
        long whole = canvas.isFilled() ? 0 : 4L * canvas.width() * canvas.height();
        return new PixelMemory.Need(format == Format.WEBP ? frame : 0, frame + whole, subsampling);
    }

    /**
     * Decodes one of so many pixels in each direction.
     *
     * @throws ImageRefusedException if the bytes are not a whole image
     */
    BufferedImage decode(Canvas canvas, int subsampling) throws IOException {
        return attempt("is damaged or cut off", () -> {
            ImageReadParam param = reader.getDefaultReadParam();
            int offset = Math.min(subsampling / 2, Math.min(canvas.frame().width, canvas.frame().height) - 1);
            param.setSourceSubsampling(subsampling, subsampling, offset, offset);
            BufferedImage decoded = reader.read(0, param);
            if (!warnings.isEmpty()) {
                throw new ImageRefusedException("is damaged or cut off: " + warnings.get(0));
            }
            return canvas.around(decoded, subsampling);
        });
    }

    @Override
    public void close() {
        reader.dispose();
    }

    // Others are of colours and metadata, and no reason to refuse an image.
    private void warned(String warning) {
        if (warning.contains("remature end")) {
            warnings.add(warning);
        }
    }

    private static void requireSize(int width, int height, ImageLimits limits) throws IOException {
        if (width < 1 || height < 1) {
            throw new ImageRefusedException("has no pixels: " + width + " x " + height);
        }
        if (width > limits.maxSide() || height > limits.maxSide()) {
            throw new ImageRefusedException(
                    "is " + width + " x " + height + " pixels large; no side may have more than " + limits.maxSide());
        }
        if ((long) width * height > limits.maxPixels()) {
            throw new ImageRefusedException("has " + (long) width * height + " pixels (" + width + " x " + height
                    + "); at most " + limits.maxPixels() + " are allowed");
        }
    }

    private void requireFrames(ImageLimits limits) throws IOException {
        boolean hasMore = switch (format) {
            case GIF, TIFF, WEBP -> hasFrame(limits.maxFrames());
            case PNG -> announcedFrames() > limits.maxFrames();
            case JPEG, BMP -> false;
        };
        if (hasMore) {
            throw new ImageRefusedException("has more than " + limits.maxFrames() + " frames");
        }
    }

    private boolean hasFrame(int index) throws IOException {
        try {
            reader.getWidth(index);
            return true;
        } catch (IndexOutOfBoundsException e) {
            return false;
        }
    }

    // Its reader knows of none but the first, and the file is served with all of them.
    private long announcedFrames() throws IOException {
        ImageInputStream in = new ChannelInput(bytes);
        return Chunks.find(Format.PNG, in, "acTL") < 4 ? 1 : in.readUnsignedInt();
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    // RuntimeException too: decoders meet damaged bytes with whatever their arithmetic throws.
    private <T> T attempt(String fault, Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (ImageRefusedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            String detail = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new ImageRefusedException(fault + ", as a " + format + " image (" + detail + ")", e);
        }
    }
}

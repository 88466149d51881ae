package org.storedfile.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;
import org.storedfile.ImageRefusedException.Fault;

/** One image that is being read. Whatever a decoder throws at bytes it does not like becomes a refusal. */
final class OpenImage implements AutoCloseable {
    // Four bytes for each pixel, and three that they are converted to.
    private static final int INKS = 7;
    // In a row, for each pixel of a variant, where all would take long: their colours are converted one by one.
    private static final int ENOUGH_SAMPLES = 4;
    private static final int INTERLACE_OF_PNG = 28;

    private final Format format;
    private final SeekableByteChannel bytes;
    private final ImageReader reader;
    private final List<String> warnings = new ArrayList<>();
    private @Nullable Scans scans;
    private long stripCoefficients;
    private boolean mayBeMeans = true;

    private OpenImage(Format format, SeekableByteChannel bytes, ImageReader reader) {
        this.format = format;
        this.bytes = bytes;
        this.reader = reader;
    }

    static OpenImage open(Format format, SeekableByteChannel bytes) throws IOException {
        OpenImage image = new OpenImage(format, bytes, Readers.of(format));
        image.reader.addIIOReadWarningListener((source, warning) -> image.warned(warning));
        SeekableByteChannel seen = format == Format.JPEG ? Inks.named(bytes) : bytes;
        image.reader.setInput(ChannelInput.forDecoder(format, seen), false, true);
        return image;
    }

    /**
     * Reads the header.
     *
     * @throws ImageRefusedException if it breaks a limit, or is none
     */
    Header header(ImageLimits limits) throws IOException {
        return attempt("has no readable header", () -> {
            Header header = unchecked();
            Canvas canvas = header.canvas();
            Sizes.require(canvas.width(), canvas.height(), limits);
            Sizes.require(canvas.frame().width, canvas.frame().height, limits);
            requireFrames(limits);
            if (format == Format.TIFF) {
                stripCoefficients = Strips.check(new ChannelInput(bytes), (long) canvas.width() * canvas.height());
                type(); // It fails for those of its many kinds that readers do not take.
            }
            return header;
        });
    }

    private Header unchecked() throws IOException {
        Canvas canvas = Canvas.of(format, new ChannelInput(bytes), reader.getWidth(0), reader.getHeight(0));
        return new Header(canvas, Exif.orientation(format, new ChannelInput(bytes)));
    }

    /**
     * Reads the header of a file that may go on behind these bytes.
     *
     * @return empty if they do not tell how it is turned
     * @throws ImageRefusedException if they tell no size
     */
    Optional<Header> glance() throws IOException {
        Header header = attempt("has no readable header", this::unchecked);
        return Exif.isWithin(format, new ChannelInput(bytes)) ? Optional.of(header) : Optional.empty();
    }

    /**
     * Tells what decoding and scaling takes: readers of WebP expand all pixels, whatever is asked of them.
     *
     * @param kept bytes that its decoder keeps besides pixels
     */
    Need needs(Header header, long kept, Rendering rendering) throws IOException {
        return attempt("has no readable header", () -> {
            Canvas canvas = header.canvas();
            Reading reading = reading(rendering);
            Pixels pixels = Pixels.of(reading == Reading.MEANS ? MeanRaster.kept(type()) : type());
            long fixed = format == Format.WEBP ? 4L * canvas.frame().width * canvas.frame().height : 0;
            return new Need(
                    fixed + kept,
                    areInks() ? INKS : pixels.bytes(),
                    canvas,
                    pixels.hasAlpha(),
                    reading,
                    reduction(reading, rendering),
                    rendering.plan());
        });
    }

    /** Returns the bytes outside of the heap that decoding takes; known once its header was read. */
    long coefficients() throws IOException {
        return format == Format.JPEG ? scans().coefficients() : stripCoefficients;
    }

    /**
     * Decodes it, reduced.
     *
     * @return empty if means were asked for, and its decoder writes pixels otherwise; it is not asked for them again
     * @throws ImageRefusedException if the bytes are not a whole image
     */
    Optional<BufferedImage> decode(Canvas canvas, Reduction steps) throws IOException {
        return attempt("is damaged or cut off", () -> {
            Optional<BufferedImage> decoded = steps.square() > 1
                    ? means(canvas, steps.square())
                    : Optional.of(reader.read(0, param(canvas, steps.subsampling())));
            if (!warnings.isEmpty()) {
                throw new ImageRefusedException("is damaged or cut off: " + warnings.get(0));
            }
            mayBeMeans &= decoded.isPresent();
            return decoded.map(picture -> canvas.around(picture, steps.subsampling()));
        });
    }

    /** Returns what its colours are, where the decoded image does not say so. */
    Optional<ColorSpace> profile() throws IOException {
        return format == Format.PNG ? Profile.of(new ChannelInput(bytes)) : Optional.empty();
    }

    // What is only looked at is read fast.
    private Reading reading(Rendering rendering) throws IOException {
        if (canBeMeans() && !rendering.isLook()) {
            return Reading.MEANS;
        }
        // Of real numbers the reader of TIFF leaves none out, and fails then.
        return format == Format.TIFF && Pixels.of(type()).areReal() ? Reading.WHOLE : Reading.SAMPLES;
    }

    // Pixels that are left out may be all that there is to see, such as thin lines.
    private int reduction(Reading reading, Rendering rendering) throws IOException {
        int enough = rendering.reduction();
        if (reading == Reading.MEANS || rendering.isLook()) {
            return enough;
        }
        return mayBeMeans ? 1 : Math.max(1, enough / ENOUGH_SAMPLES);
    }

    // Of a JPEG in other colours the reader writes no row before it has many of them, of one with several scans all of
    // them each time, and of an interlaced PNG each pixel where it belongs.
    private boolean canBeMeans() throws IOException {
        return mayBeMeans
                && switch (format) {
                    case JPEG -> scans().isOne() && !scans().isInks() && MeanRaster.takesRows(type());
                    case PNG -> !isInterlaced();
                    default -> false;
                };
    }

    private boolean isInterlaced() throws IOException {
        ImageInputStream in = new ChannelInput(bytes);
        in.seek(INTERLACE_OF_PNG);
        return in.read() != 0;
    }

    private boolean areInks() throws IOException {
        return format == Format.JPEG && scans().isInks();
    }

    private Scans scans() throws IOException {
        if (scans == null) {
            scans = Scans.of(new ChannelInput(bytes));
        }
        return scans;
    }

    private ImageTypeSpecifier type() throws IOException {
        return reader.getImageTypes(0).next();
    }

    private Optional<BufferedImage> means(Canvas canvas, int square) throws IOException {
        ImageReadParam param = param(canvas, 1);
        MeanRaster raster = MeanRaster.of(type(), canvas.width(), canvas.height(), square);
        param.setDestination(raster.destination());
        try {
            reader.read(0, param);
        } catch (RuntimeException e) {
            System.getLogger(OpenImage.class.getName()).log(Level.DEBUG, "decoded otherwise: {0}", e);
            return Optional.empty();
        }
        return raster.isFull() ? Optional.of(raster.means()) : Optional.empty();
    }

    private ImageReadParam param(Canvas canvas, int subsampling) {
        ImageReadParam param = reader.getDefaultReadParam();
        // The reader of TIFF goes on behind the last pixel of a row if it does not begin with the first.
        int middle = format == Format.TIFF ? 0 : subsampling / 2;
        int offset = Math.min(middle, Math.min(canvas.frame().width, canvas.frame().height) - 1);
        param.setSourceSubsampling(subsampling, subsampling, offset, offset);
        return param;
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

    private void requireFrames(ImageLimits limits) throws IOException {
        switch (format) {
            case GIF, TIFF, WEBP -> {
                if (hasFrame(limits.maxFrames())) {
                    throw ImageRefusedException.beyond(
                            Fault.FRAMES, limits.maxFrames(), "has more than " + limits.maxFrames() + " frames");
                }
            }
            case PNG -> Sizes.requireFew(announcedFrames(), limits);
            case JPEG, BMP -> {
                // They have one.
            }
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

    // Some readers tell nobody why they could not read.
    private void requireOpen(Exception e) throws ClosedChannelException {
        if (!bytes.isOpen()) {
            ClosedChannelException closed = Thread.currentThread().isInterrupted()
                    ? new ClosedByInterruptException()
                    : new ClosedChannelException();
            closed.initCause(e);
            throw closed;
        }
    }

    /** Something that is done with an image. */
    interface Step<T> {
        T run() throws IOException;
    }

    /**
     * Does it, and refuses the image if that fails. RuntimeException too: decoders meet damaged bytes with whatever their
     * arithmetic throws.
     *
     * @throws ClosedChannelException if the bytes are no longer there, mostly because the thread was interrupted, which is
     *     no fault of theirs
     */
    <T> T attempt(String fault, Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (ImageRefusedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            Complaint.requireOpen(e);
            requireOpen(e);
            throw new ImageRefusedException(fault + ", as a " + format + " image (" + Complaint.of(e) + ")", e);
        }
    }
}

package org.storedfile.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;
import org.storedfile.ImageRefusedException.Fault;

/**
 * Where an image ends that consists of blocks: what stands behind it is none of its own. Decoders do not tell, as they
 * stop at the last pixel.
 */
final class Blocks {
    private static final int MOST = 10_000_000;
    private static final int MOST_EXTENSIONS = 1 << 12;
    private static final int IEND = 0x49454E44;
    private static final int APPLICATION = 0xFF; // It says how often the pictures are shown.

    private Blocks() {}

    /** Returns the position after the last chunk; refuses what says twice how large it is, or how many frames it has. */
    static long endOfPng(ImageInputStream in) throws IOException {
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        in.seek(8);
        PngOrder order = new PngOrder();
        for (int i = 0; i < MOST && in.getStreamPosition() + 12 <= in.length(); i++) {
            long length = in.readUnsignedInt();
            int type = in.readInt();
            order.next(type);
            in.seek(in.getStreamPosition() + length + 4);
            if (type == IEND) {
                return in.getStreamPosition();
            }
        }
        throw cutOff();
    }

    /** Returns the position after the trailer; refuses comments and the like that its reader would take long to read. */
    static long endOfGif(ImageInputStream in) throws IOException {
        return endOfGif(in, (width, height) -> {});
    }

    /** Checks that no frame is too large, and that there are not too many: browsers decode all of them. */
    static void checkGif(ImageInputStream in, ImageLimits limits) throws IOException {
        AtomicLong frames = new AtomicLong();
        endOfGif(in, (width, height) -> {
            frames.incrementAndGet();
            Sizes.requireWithin(width, height, limits);
        });
        Sizes.requireFew(frames.get(), limits);
    }

    private interface Frames {
        void next(int width, int height) throws IOException;
    }

    private static long endOfGif(ImageInputStream in, Frames frames) throws IOException {
        long extensions = 0;
        int pictures = 0;
        boolean mayMove = false;
        boolean isComplete = false;
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(10);
        skipColours(in, in.read(), 2);
        for (int i = 0; i < MOST; i++) {
            switch (in.read()) {
                case ';' -> {
                    return in.getStreamPosition();
                }
                case '!' -> {
                    isComplete = false;
                    mayMove |= in.read() == APPLICATION;
                    extensions += Math.max(0, skipData(in, 0) - 1);
                    requireFew(extensions);
                }
                case ',' -> {
                    in.seek(in.getStreamPosition() + 4);
                    frames.next(in.readUnsignedShort(), in.readUnsignedShort());
                    skipColours(in, in.read(), 0);
                    requirePixels(in);
                    pictures++;
                    isComplete = true;
                }
                case -1 -> {
                    // Some writers leave out the last byte; of an animation nobody knows then whether more follows.
                    requireWhole(isComplete && pictures == 1 && !mayMove);
                    return in.length();
                }
                default -> throw cutOff();
            }
        }
        throw cutOff();
    }

    /** Moves behind the mark of the first frame, where its place and size are. */
    static void toFirstFrameOfGif(ImageInputStream in) throws IOException {
        in.seek(10);
        skipColours(in, in.read(), 2);
        int mark = in.read();
        for (int i = 0; mark == '!' && i < MOST; i++) {
            skipData(in, 1);
            mark = in.read();
        }
        if (mark != ',') {
            throw cutOff();
        }
    }

    // A table of 2 to 256 colours, if the flags say that there is one, and some bytes before it.
    private static void skipColours(ImageInputStream in, int flags, int before) throws IOException {
        int colours = (flags & 0x80) != 0 ? 3 << ((flags & 7) + 1) : 0;
        in.seek(in.getStreamPosition() + before + colours);
    }

    private static void requireWhole(boolean isWhole) throws ImageRefusedException {
        if (!isWhole) {
            throw cutOff();
        }
    }

    private static void requireFew(long extensions) throws ImageRefusedException {
        if (extensions > MOST_EXTENSIONS) {
            throw ImageRefusedException.beyond(
                    Fault.PIECES,
                    MOST_EXTENSIONS,
                    "has comments or other extensions in more than " + MOST_EXTENSIONS
                            + " pieces of 255 bytes or fewer");
        }
    }

    // How many bits a colour has at first, of eight at most, and pieces.
    private static void requirePixels(ImageInputStream in) throws IOException {
        int bits = in.readUnsignedByte();
        if (bits < 1 || bits > 11 || skipData(in, 0) == 0) {
            throw new ImageRefusedException("is damaged or cut off: it has a frame without pixels");
        }
    }

    // Pieces of up to 255 bytes, the last one empty, and some bytes before them. Returns how many there are: for each
    // but
    // the first, the reader copies all before it.
    private static long skipData(ImageInputStream in, int before) throws IOException {
        in.seek(in.getStreamPosition() + before);
        long pieces = 0;
        for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
            in.seek(in.getStreamPosition() + length);
            pieces++;
        }
        return pieces;
    }

    private static ImageRefusedException cutOff() {
        return new ImageRefusedException("is damaged or cut off: its format says that it goes on");
    }
}

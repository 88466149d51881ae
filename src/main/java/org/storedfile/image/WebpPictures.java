package org.storedfile.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;
import org.storedfile.ImageRefusedException.Fault;

/**
 * The pictures inside a WebP: each says how large it is, once more than the file and the frame it belongs to do, and the
 * decoder believes the innermost.
 */
final class WebpPictures {
    private static final int MOST_CHUNKS = 1_000_000;
    private static final int FIRST = 12;
    private static final int FRAME_HEADER = 16;
    private static final int EXTENDED = 0x58385056;
    private static final int FRAME = 0x464D4E41;
    private static final int LOSSY = 0x20385056;
    private static final int LOSSLESS = 0x4C385056;
    private static final int ALPHA = 0x48504C41;
    private static final int PROFILE = 0x50434349;
    private static final int MOST_PROFILE = 16 << 20;

    private static final int COMPRESSED = 1;
    private static final int START = 0x2A019D;
    private static final int LOSSY_HEADER = 10;
    private static final int LOSSLESS_START = 0x2F;

    private final ImageInputStream in;
    private final ImageLimits limits;
    private int chunks;
    private int frames;
    private int found;
    private boolean isDecoded = true;
    private long kept;
    private long profile;

    private WebpPictures(ImageInputStream in, ImageLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    private record Size(int width, int height) {
        static final Size ANY = new Size(Integer.MAX_VALUE, Integer.MAX_VALUE);

        void requireWithin(Size outer) throws ImageRefusedException {
            if (width > outer.width || height > outer.height) {
                throw new ImageRefusedException("has a picture of " + width + " x " + height + " pixels inside one of "
                        + outer.width + " x " + outer.height);
            }
        }
    }

    /**
     * Checks those of a whole file.
     *
     * @return what the decoder keeps, about, besides the pixels
     * @throws ImageRefusedException if one is larger than what it is part of or than the limits, there are several where
     *     one belongs, or what stands before its pixels takes too much memory
     */
    static Weight check(ImageInputStream in, ImageLimits limits) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        WebpPictures pictures = new WebpPictures(in, limits);
        pictures.check(FIRST, in.length(), Optional.empty());
        Sizes.requireFew(pictures.frames, limits);
        return new Weight(pictures.kept, Weight.ofMetadata(pictures.profile).metadata());
    }

    private void check(long from, long end, Optional<Size> frame) throws IOException {
        Size canvas = frame.orElse(Size.ANY);
        int pictures = 0;
        int alphas = 0;
        for (long at = from; at + 8 <= end; chunks++) {
            requireFew();
            in.seek(at);
            int name = in.readInt();
            long length = in.readUnsignedInt();
            require(at + 8 + length <= end, "has a chunk that goes on behind what it is part of");
            switch (name) {
                case EXTENDED -> canvas = at == FIRST ? canvas() : canvas;
                case FRAME -> frame(at + 8, Math.min(end, at + 8 + length), canvas, frame);
                case PROFILE -> requireProfileWithin(length);
                case LOSSY -> {
                    pictures++;
                    lossy(length).requireWithin(canvas);
                }
                case LOSSLESS -> {
                    pictures++;
                    lossless(canvas);
                }
                case ALPHA -> {
                    alphas++;
                    alpha(canvas);
                }
                default -> {
                    // Metadata.
                }
            }
            found += name == LOSSY || name == LOSSLESS ? 1 : 0;
            if (pictures > 1 || alphas > 1) {
                throw new ImageRefusedException("has several pictures where one belongs");
            }
            at += 8 + length + (length & 1);
        }
    }

    // Readers make room for as many bytes as it says of itself, highest first, that it has.
    private void requireProfileWithin(long length) throws IOException {
        long said = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
        long bytes = Math.max(length, said);
        if (bytes > MOST_PROFILE) {
            throw ImageRefusedException.beyond(
                    Fault.METADATA,
                    "16 MB",
                    bytes + " B",
                    "has a profile of colours of " + bytes + " bytes; at most 16 MB are allowed");
        }
        profile = Math.max(profile, bytes);
    }

    // Inside another, the decoder passes it over.
    private void frame(long at, long end, Size canvas, Optional<Size> outer) throws IOException {
        if (outer.isPresent()) {
            return;
        }
        in.seek(at + 6);
        Size frame = size();
        frame.requireWithin(canvas);
        isDecoded = frames++ == 0;
        int before = found;
        check(at + FRAME_HEADER, end, Optional.of(frame));
        require(found > before, "has a frame without a picture");
        isDecoded = true;
    }

    private void requireFew() throws ImageRefusedException {
        if (chunks >= MOST_CHUNKS) {
            throw ImageRefusedException.beyond(Fault.PIECES, MOST_CHUNKS, "has more than " + MOST_CHUNKS + " chunks");
        }
    }

    private Size canvas() throws IOException {
        in.skipBytes(4);
        return size();
    }

    // A chunk's numbers of three bytes, less one.
    private Size size() throws IOException {
        return new Size(1 + threeBytes(), 1 + threeBytes());
    }

    // RFC 6386, 9.1: behind three bytes of flags, with the length of the first part, and three that are always the
    // same.
    private Size lossy(long length) throws IOException {
        long first = (in.readUnsignedByte() | in.readUnsignedShort() << 8) >> 5;
        require(threeBytes() == START, "has a lossy picture that does not begin as one");
        require(LOSSY_HEADER + first <= length, "has a lossy picture without its first part");
        return new Size(in.readUnsignedShort() & 0x3FFF, in.readUnsignedShort() & 0x3FFF);
    }

    // RFC 9649, 3.4: behind one byte, 14 bits each, less one.
    private void lossless(Size canvas) throws IOException {
        require(in.readUnsignedByte() == LOSSLESS_START, "has a lossless picture that does not begin as one");
        int bits = in.readInt();
        Size size = new Size(1 + (bits & 0x3FFF), 1 + (bits >>> 14 & 0x3FFF));
        size.requireWithin(canvas);
        checkPixels(canvas.equals(Size.ANY) ? size : canvas);
    }

    // As a lossless picture without its size, behind one byte.
    private void alpha(Size canvas) throws IOException {
        boolean isCompressed = (in.readUnsignedByte() & 3) == COMPRESSED;
        if (isCompressed && !canvas.equals(Size.ANY)) {
            checkPixels(canvas);
        }
    }

    // Of an animation the first frame only is decoded. The decoder takes the size of what the picture is part of.
    private void checkPixels(Size size) throws IOException {
        if (isDecoded) {
            Sizes.requireWithin(size.width(), size.height(), limits);
            kept += LosslessPicture.check(in, size.width(), size.height());
        }
    }

    private static void require(boolean isKept, String fault) throws ImageRefusedException {
        if (!isKept) {
            throw new ImageRefusedException("is damaged or cut off: it " + fault);
        }
    }

    private int threeBytes() throws IOException {
        return in.readUnsignedShort() | in.readUnsignedByte() << 16;
    }
}

package org.storedfile.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageRefusedException;

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

    private final ImageInputStream in;
    private int chunks;

    private WebpPictures(ImageInputStream in) {
        this.in = in;
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
     * @throws ImageRefusedException if one is larger than what it is part of, or there are several where one belongs
     */
    static void check(ImageInputStream in) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        new WebpPictures(in).check(FIRST, in.length(), Optional.empty());
    }

    private void check(long from, long end, Optional<Size> frame) throws IOException {
        Size canvas = frame.orElse(Size.ANY);
        int pictures = 0;
        int alphas = 0;
        for (long at = from; at + 8 <= end && chunks < MOST_CHUNKS; chunks++) {
            in.seek(at);
            int name = in.readInt();
            long length = in.readUnsignedInt();
            switch (name) {
                case EXTENDED -> canvas = at == FIRST ? canvas() : canvas;
                case FRAME -> frame(at + 8, Math.min(end, at + 8 + length), canvas, frame);
                case LOSSY -> {
                    pictures++;
                    lossy().requireWithin(canvas);
                }
                case LOSSLESS -> {
                    pictures++;
                    lossless().requireWithin(canvas);
                }
                case ALPHA -> alphas++;
                default -> {
                    // Colours and metadata.
                }
            }
            if (pictures > 1 || alphas > 1) {
                throw new ImageRefusedException("has several pictures where one belongs");
            }
            at += 8 + length + (length & 1);
        }
    }

    // Inside another, the decoder passes it over.
    private void frame(long at, long end, Size canvas, Optional<Size> outer) throws IOException {
        if (outer.isPresent()) {
            return;
        }
        in.seek(at + 6);
        Size frame = size();
        frame.requireWithin(canvas);
        check(at + FRAME_HEADER, end, Optional.of(frame));
    }

    private Size canvas() throws IOException {
        in.skipBytes(4);
        return size();
    }

    // A chunk's numbers of three bytes, less one.
    private Size size() throws IOException {
        return new Size(1 + threeBytes(), 1 + threeBytes());
    }

    // RFC 6386, 9.1: behind three bytes of flags and three that are always the same.
    private Size lossy() throws IOException {
        in.skipBytes(6);
        return new Size(in.readUnsignedShort() & 0x3FFF, in.readUnsignedShort() & 0x3FFF);
    }

    // RFC 9649, 3.4: behind one byte, 14 bits each, less one.
    private Size lossless() throws IOException {
        in.skipBytes(1);
        int bits = in.readInt();
        return new Size(1 + (bits & 0x3FFF), 1 + (bits >>> 14 & 0x3FFF));
    }

    private int threeBytes() throws IOException {
        return in.readUnsignedShort() | in.readUnsignedByte() << 16;
    }
}

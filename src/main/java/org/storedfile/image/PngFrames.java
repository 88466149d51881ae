package org.storedfile.image;

import com.twelvemonkeys.imageio.util.IIOUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageRefusedException;

/** The frames of an animated PNG, of which the first picture only is decoded: whether all are there, and as they were. */
final class PngFrames {
    private static final int HEADER = 0x49484452;
    private static final int CONTROL = 0x6163544C;
    private static final int FRAME = 0x6663544C;
    private static final int PIXELS = 0x49444154;
    private static final int MORE_PIXELS = 0x66644154;
    private static final int END = 0x49454E44;

    private final ImageInputStream in;
    private long announced = -1;
    private long frames;
    private long numbers;
    private boolean hasPixels = true;
    private long width;
    private long height;

    private PngFrames(ImageInputStream in) {
        this.in = in;
    }

    /**
     * Checks. For a file that is known to go on to its end.
     *
     * @throws ImageRefusedException if one is missing, out of order, without pixels, larger than the image, or not what its
     *     checksum says
     */
    static void check(ImageInputStream in) throws IOException {
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        in.seek(8);
        new PngFrames(in).check();
    }

    private void check() throws IOException {
        int name = 0;
        while (name != END) {
            long start = in.getStreamPosition();
            long length = in.readUnsignedInt();
            name = in.readInt();
            chunk(name, start + 4, length);
            in.seek(start + 12 + length);
            // Without the chunk that announces them, nobody shows any.
            if (name == PIXELS && announced < 0) {
                return;
            }
        }
        require(announced < 0 || (frames == announced && hasPixels), "has " + frames + " whole frames of " + announced);
    }

    private void chunk(int name, long start, long length) throws IOException {
        switch (name) {
            case HEADER -> {
                width = in.readUnsignedInt();
                height = in.readUnsignedInt();
            }
            case CONTROL -> announced = in.readUnsignedInt();
            case FRAME -> {
                require(hasPixels, "has a frame without pixels");
                frames++;
                hasPixels = false;
                numbered(start, length);
                in.seek(start + 8);
                requireWithin(in.readUnsignedInt(), in.readUnsignedInt(), in.readUnsignedInt(), in.readUnsignedInt());
            }
            case MORE_PIXELS -> {
                require(frames > 0, "has pixels of no frame");
                hasPixels = true;
                numbered(start, length);
            }
            case PIXELS -> hasPixels = true;
            default -> {
                // Belongs to no frame.
            }
        }
    }

    private void requireWithin(long wide, long high, long left, long top) throws ImageRefusedException {
        require(
                left + wide <= width && top + high <= height,
                "has a frame of " + wide + " x " + high + " pixels at " + left + ", " + top + " in one of " + width
                        + " x " + height);
    }

    // The checksum is of the name, the number and what follows it.
    private void numbered(long start, long length) throws IOException {
        require(in.readUnsignedInt() == numbers++, "has a frame that is not in its place");
        in.seek(start);
        CRC32 sum = new CRC32();
        try (InputStream bytes = new CheckedInputStream(IIOUtil.createStreamAdapter(in, 4 + length), sum)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        in.seek(start + 4 + length);
        require(in.readUnsignedInt() == sum.getValue(), "has a frame whose checksum is of other bytes");
    }

    private static void require(boolean isKept, String fault) throws ImageRefusedException {
        if (!isKept) {
            throw new ImageRefusedException("is damaged or cut off: it " + fault);
        }
    }
}

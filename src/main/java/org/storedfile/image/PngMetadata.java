package org.storedfile.image;

import com.twelvemonkeys.imageio.util.IIOUtil;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteOrder;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import javax.imageio.stream.ImageInputStream;
import org.storedfile.ImageRefusedException;
import org.storedfile.ImageRefusedException.Fault;

/** What stands in a PNG before its pixels: of one with a palette readers keep all of it, and unpack texts. */
final class PngMetadata {
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_CHUNKS = 10_000;
    private static final int SIGNATURE = 8;
    private static final int CHECKSUM = 4;
    private static final int PIXELS = 0x49444154;
    private static final int END = 0x49454E44;
    private static final int PACKED_TEXT = 0x7A545874;
    private static final int INTERNATIONAL_TEXT = 0x69545874;

    private final ImageInputStream in;
    private long bytes;

    private PngMetadata(ImageInputStream in) {
        this.in = in;
    }

    /**
     * Checks.
     *
     * @return how many bytes it is, unpacked
     * @throws ImageRefusedException if there is more of it than of any picture
     */
    static long check(ImageInputStream in) throws IOException {
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        in.seek(SIGNATURE);
        return new PngMetadata(in).check();
    }

    private long check() throws IOException {
        for (int chunks = 1; ; chunks++) {
            long length = in.readUnsignedInt();
            int name = in.readInt();
            if (name == PIXELS || name == END) {
                return bytes;
            }
            if (chunks > MOST_CHUNKS) {
                throw ImageRefusedException.beyond(
                        Fault.PIECES, MOST_CHUNKS, "has more than " + MOST_CHUNKS + " chunks before its pixels");
            }
            long next = in.getStreamPosition() + length + CHECKSUM;
            add(length);
            unpack(name, next - CHECKSUM);
            in.seek(next);
        }
    }

    private void add(long more) throws ImageRefusedException {
        bytes += more;
        if (bytes > MOST_BYTES) {
            throw ImageRefusedException.beyond(
                    Fault.METADATA, "16 MB", "has more than 16 MB of metadata before its pixels");
        }
    }

    private void unpack(int name, long end) throws IOException {
        boolean isPacked = switch (name) {
            case PACKED_TEXT -> isBehindName(end);
            case INTERNATIONAL_TEXT -> isBehindName(end) && isBehindFlagAndNames(end);
            default -> false;
        };
        if (isPacked) {
            unpack(end);
        }
    }

    // A zero ends the name, and a number of the packing follows.
    private boolean isBehindName(long end) throws IOException {
        while (in.getStreamPosition() < end) {
            if (in.readUnsignedByte() == 0) {
                in.seek(in.getStreamPosition() + 1);
                return true;
            }
        }
        return false;
    }

    // The number was the flag; the packing's follows, the language and the name in it.
    private boolean isBehindFlagAndNames(long end) throws IOException {
        in.seek(in.getStreamPosition() - 1);
        boolean isPacked = in.readUnsignedByte() != 0;
        in.seek(in.getStreamPosition() + 1);
        for (int names = 0; names < 2 && in.getStreamPosition() < end; ) {
            names += in.readUnsignedByte() == 0 ? 1 : 0;
        }
        return isPacked;
    }

    private void unpack(long end) throws IOException {
        byte[] piece = new byte[1 << 13];
        long packed = Math.max(0, end - in.getStreamPosition());
        try (InputStream unpacked = new InflaterInputStream(IIOUtil.createStreamAdapter(in, packed))) {
            for (int read = unpacked.read(piece); read >= 0; read = unpacked.read(piece)) {
                add(read);
            }
        } catch (ZipException | EOFException e) {
            // What a damaged text is worth, its reader says.
            System.getLogger(PngMetadata.class.getName()).log(Level.DEBUG, "metadata not understood: {0}", e);
        }
    }
}

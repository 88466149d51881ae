package org.storedfile.image;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** Finds one of the named chunks that PNG and WebP consist of. */
final class Chunks {
    private static final int MOST = 1_000_000;

    private Chunks() {}

    /**
     * Moves to the data of the first chunk with this name of four letters.
     *
     * @return its length; -1 if there is none, also where the chunks go wrong
     */
    static long find(Format format, ImageInputStream in, String name) throws IOException {
        return format == Format.PNG ? png(in, name, "IEND") : riff(in, name);
    }

    /** Does the same, of what stands before the pixels of a PNG. */
    static long beforePixels(ImageInputStream png, String name) throws IOException {
        return png(png, name, "IDAT");
    }

    private static long png(ImageInputStream in, String name, String last) throws IOException {
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        in.seek(8);
        for (int i = 0; i < MOST && in.getStreamPosition() + 12 <= in.length(); i++) {
            long length = in.readUnsignedInt();
            String letters = letters(in);
            if (letters.equals(name) || letters.equals(last)) {
                return letters.equals(name) ? length : -1;
            }
            in.seek(in.getStreamPosition() + length + 4);
        }
        return -1;
    }

    // An odd length is followed by one byte more.
    private static long riff(ImageInputStream in, String name) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(12);
        for (int i = 0; i < MOST && in.getStreamPosition() + 8 <= in.length(); i++) {
            boolean isFound = name.equals(letters(in));
            long length = in.readUnsignedInt();
            if (isFound) {
                return length;
            }
            in.seek(in.getStreamPosition() + length + (length & 1));
        }
        return -1;
    }

    private static String letters(ImageInputStream in) throws IOException {
        StringBuilder letters = new StringBuilder(4);
        for (int i = 0; i < 4; i++) {
            letters.append((char) in.readUnsignedByte());
        }
        return letters.toString();
    }
}

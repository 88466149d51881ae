package org.storedfile.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import javax.imageio.stream.ImageInputStream;

/** What a PNG says of its colours, by a profile or by their gamma alone. The JDK's reader leaves it alone. */
final class Profile {
    private static final int MOST = 2 << 20;
    private static final int LONGEST_NAME = 79;
    private static final int COLOURS_OF_HEADER = 25;

    private Profile() {}

    /** Returns the colours of its pixels; empty if it says nothing of them, or nothing that can be understood. */
    static Optional<ColorSpace> of(ImageInputStream png) throws IOException {
        png.seek(COLOURS_OF_HEADER);
        int type = (png.read() & 2) == 0 ? ColorSpace.TYPE_GRAY : ColorSpace.TYPE_RGB;
        long length = Chunks.beforePixels(png, "iCCP");
        if (length < 0) {
            return Gamma.of(png, type == ColorSpace.TYPE_GRAY);
        }
        byte[] chunk = new byte[(int) Math.min(MOST, length)];
        png.readFully(chunk);
        return of(chunk, type);
    }

    private static Optional<ColorSpace> of(byte[] chunk, int type) {
        try {
            return inflated(chunk)
                    .map(bytes -> (ColorSpace) new ICC_ColorSpace(ICC_Profile.getInstance(bytes)))
                    .filter(space ->
                            space.getType() == type && space.toRGB(new float[space.getNumComponents()]) != null);
        } catch (IOException | RuntimeException e) {
            // RuntimeException too: what the JDK throws at profiles that are damaged. Others take such an image for
            // sRGB.
            System.getLogger(Profile.class.getName()).log(Level.DEBUG, "a profile is left out: {0}", e);
            return Optional.empty();
        }
    }

    // Behind a name that ends with 0, and the method, of which there is one.
    private static Optional<byte[]> inflated(byte[] chunk) throws IOException {
        int end = 0;
        while (end < Math.min(chunk.length, LONGEST_NAME + 1) && chunk[end] != 0) {
            end++;
        }
        int start = Math.min(chunk.length, end + 2);
        if (start == chunk.length) {
            return Optional.empty();
        }
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(chunk, start, chunk.length - start))) {
            return Optional.of(in.readNBytes(MOST));
        }
    }
}

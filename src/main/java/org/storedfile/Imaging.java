package org.storedfile;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;

/**
 * Looks at images and makes variants of them. Found by {@link java.util.ServiceLoader}; {@code org.storedfile.image} has
 * one. Implementations are thread safe, bound their memory whatever the image claims, and neither keep nor close the
 * channel, which stands at its beginning.
 */
public interface Imaging {
    /**
     * Reads the header, decodes nothing, and checks that the bytes are one image that is complete as far as its container
     * tells, with all of its frames or pages.
     *
     * @throws ImageRefusedException if it is none, or breaks a limit
     * @throws IOException if the bytes cannot be read
     */
    ImageInfo inspect(SeekableByteChannel bytes, ImageLimits limits) throws IOException;

    /**
     * Reads the header of a file of which only the first bytes are there. What follows them is not judged.
     *
     * @return empty if they do not tell
     * @throws ImageRefusedException if they are those of no image
     * @throws IOException if they cannot be read
     */
    Optional<ImageInfo> glance(SeekableByteChannel first) throws IOException;

    /**
     * Decodes the image once, and returns the variants in their order, encoded. Without variants it is decoded all the
     * same, at a fraction of its size, to see whether it is whole. For bytes that {@link #inspect} took: it alone tells
     * what is something else as well.
     *
     * @param original the name or key of the image, whose extension decides {@link VariantFormat#AUTO}
     * @throws ImageRefusedException if it cannot be decoded to its end, or breaks a limit
     * @throws IOException if the bytes cannot be read
     */
    List<byte[]> render(SeekableByteChannel bytes, String original, ImageLimits limits, List<VariantSpec> variants)
            throws IOException;

    /** Returns the first that {@link java.util.ServiceLoader} finds; else one that says what is missing. */
    static Imaging discovered() {
        return Services.find(Imaging.class).stream().findFirst().orElse(NoImaging.INSTANCE);
    }
}

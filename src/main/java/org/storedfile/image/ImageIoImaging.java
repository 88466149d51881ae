package org.storedfile.image;

import com.twelvemonkeys.imageio.util.IIOUtil;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.storedfile.ImageInfo;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;
import org.storedfile.Imaging;
import org.storedfile.VariantSpec;

/** Images by the JDK's ImageIO and the readers of TwelveMonkeys. Used where those are on the class path. Thread safe. */
public final class ImageIoImaging implements Imaging {
    // All of an application's: what decoders expand is bounded together.
    private static final PixelMemory MEMORY =
            new PixelMemory(Runtime.getRuntime().maxMemory() / 4);
    // Of what readers keep from the header on; taken first.
    private static final PixelMemory METADATA =
            new PixelMemory(Runtime.getRuntime().maxMemory() / 8);
    // Of the decoder of JPEG, which takes it outside of the heap.
    private static final PixelMemory COEFFICIENTS =
            new PixelMemory(Runtime.getRuntime().maxMemory() / 4);

    /** Creates one; fails with a {@link LinkageError} if TwelveMonkeys is not on the class path. */
    public ImageIoImaging() {
        Objects.requireNonNull(IIOUtil.class);
        Registry.shared();
    }

    @Override
    public ImageInfo inspect(SeekableByteChannel bytes, ImageLimits limits) throws IOException {
        Format format = Format.of(bytes);
        Container.check(format, bytes);
        Weight weight = Structure.check(format, bytes, limits);
        return METADATA.taking(weight.metadata(), () -> {
            try (OpenImage image = OpenImage.open(format, bytes)) {
                Header header = image.header(limits);
                Structure.checkFrames(format, bytes, limits);
                return info(format, header);
            }
        });
    }

    @Override
    public Optional<ImageInfo> glance(SeekableByteChannel first) throws IOException {
        Format format = Format.of(first);
        try {
            Weight weight = Structure.checkFirst(format, first);
            return METADATA.taking(weight.metadata(), () -> {
                try (OpenImage image = OpenImage.open(format, first)) {
                    return image.glance().map(header -> info(format, header));
                }
            });
        } catch (ImageRefusedException | EOFException e) {
            // What is missing may follow.
            return Optional.empty();
        }
    }

    private static ImageInfo info(Format format, Header header) {
        return new ImageInfo(format.mediaType(), format.extension(), header.width(), header.height());
    }

    @Override
    public List<byte[]> render(
            SeekableByteChannel bytes, String original, ImageLimits limits, List<VariantSpec> variants)
            throws IOException {
        Format format = Format.of(bytes);
        Weight weight = Structure.check(format, bytes, limits);
        return METADATA.taking(weight.metadata(), () -> {
            try (OpenImage image = OpenImage.open(format, bytes)) {
                Header header = image.header(limits);
                Rendering rendering = new Rendering(header, original, variants);
                return COEFFICIENTS.taking(
                        image.coefficients(), () -> made(image, header, weight.decoding(), rendering));
            }
        });
    }

    private static List<byte[]> made(OpenImage image, Header header, long kept, Rendering rendering)
            throws IOException {
        Need need = image.needs(header, kept, rendering);
        try (PixelMemory.Share share = MEMORY.share(need)) {
            Optional<BufferedImage> decoded =
                    image.decode(header.canvas(), need.reading().reduction(share.reduction()));
            if (decoded.isPresent()) {
                return image.attempt(
                        "has colours that are not understood", () -> rendering.of(decoded.get(), image.profile()));
            }
        }
        // In another way, which takes more memory.
        return made(image, header, kept, rendering);
    }
}

package org.storedfile;

import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;

/** Stands in where no imaging library is on the class path. */
enum NoImaging implements Imaging {
    INSTANCE;

    @Override
    public ImageInfo inspect(SeekableByteChannel bytes, ImageLimits limits) {
        throw missing();
    }

    @Override
    public Optional<ImageInfo> glance(SeekableByteChannel first) {
        throw missing();
    }

    @Override
    public List<byte[]> render(
            SeekableByteChannel bytes, String original, ImageLimits limits, List<VariantSpec> variants) {
        throw missing();
    }

    private static StoredFileException missing() {
        return new StoredFileException("images need com.twelvemonkeys.imageio:imageio-jpeg, :imageio-tiff and"
                + " :imageio-webp on the class path");
    }
}

package org.storedfile.image;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;

/**
 * The readers, chosen by us. None of ours is registered with ImageIO, which a server shares among its applications: it
 * would not find those of a WAR, or keep them after the WAR is gone.
 */
final class Readers {
    private static final ImageReaderSpi JPEG = jpeg();

    private Readers() {}

    static ImageReader of(Format format) throws IOException {
        return switch (format) {
            case JPEG -> JPEG.createReaderInstance();
            case WEBP -> new WebPImageReaderSpi().createReaderInstance();
            case TIFF -> new TIFFImageReaderSpi().createReaderInstance();
            case PNG, GIF, BMP -> Registry.ofTheJdk(ImageIO.getImageReadersByFormatName(format.extension()));
        };
    }

    // It reads with the JDK's, and finds that one only so.
    private static ImageReaderSpi jpeg() {
        JPEGImageReaderSpi jpeg = new JPEGImageReaderSpi();
        jpeg.onRegistration(Registry.shared(), ImageReaderSpi.class);
        return jpeg;
    }
}

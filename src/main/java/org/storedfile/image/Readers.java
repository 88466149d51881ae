package org.storedfile.image;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
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
            case PNG, GIF, BMP -> ofTheJdk(format);
        };
    }

    // It reads with the JDK's, and finds that one only so.
    private static ImageReaderSpi jpeg() {
        JPEGImageReaderSpi jpeg = new JPEGImageReaderSpi();
        jpeg.onRegistration(IIORegistry.getDefaultInstance(), ImageReaderSpi.class);
        return jpeg;
    }

    private static ImageReader ofTheJdk(Format format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.extension());
        ImageReader reader = readers.next();
        while (!isOfTheJdk(reader) && readers.hasNext()) {
            reader = readers.next();
        }
        return reader;
    }

    private static boolean isOfTheJdk(ImageReader reader) {
        return reader.getClass().getName().startsWith("com.sun.imageio.");
    }
}

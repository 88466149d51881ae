package org.storedfile.image;

import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import javax.imageio.stream.ImageInputStream;

/** The one thing that is read from the metadata of cameras. */
final class Exif {
    private static final byte[] PREFIX = {'E', 'x', 'i', 'f', 0, 0};
    private static final int ANNOUNCED = 8; // A flag of a WebP.
    private static final int MOST = 1 << 20; // In a JPEG it has less than 64 KiB.

    private Exif() {}

    /** Returns how the image has to be turned; upright if it does not say, or cannot be understood. */
    static Orientation orientation(Format format, ImageInputStream bytes) throws IOException {
        try {
            return switch (format) {
                case JPEG -> jpeg(bytes);
                case TIFF -> tiff(bytes);
                case PNG -> chunk(bytes, Chunks.find(format, bytes, "eXIf"));
                case WEBP -> chunk(bytes, Chunks.find(format, bytes, "EXIF"));
                case GIF, BMP -> Orientation.NORMAL;
            };
        } catch (IOException | RuntimeException e) {
            Complaint.requireOpen(e);
            // RuntimeException too: the metadata may be nonsense, and the image good.
            System.getLogger(Exif.class.getName()).log(Level.DEBUG, "EXIF not understood: {0}", e);
            return Orientation.NORMAL;
        }
    }

    /** Tells whether it is there, if the file says that it has any; a WebP has it behind its pixels. */
    static boolean isWithin(Format format, ImageInputStream first) throws IOException {
        if (format != Format.WEBP
                || Chunks.find(format, first, "VP8X") < 10
                || (first.readUnsignedByte() & ANNOUNCED) == 0) {
            return true;
        }
        long length = Chunks.find(format, first, "EXIF");
        return length >= 0 && first.getStreamPosition() + length <= first.length();
    }

    private static Orientation jpeg(ImageInputStream bytes) throws IOException {
        List<JPEGSegment> segments = JPEGSegmentUtil.readSegments(bytes, JPEG.APP1, "Exif");
        if (segments.isEmpty()) {
            return Orientation.NORMAL;
        }
        try (InputStream data = segments.get(0).data()) {
            data.skipNBytes(1); // The identifier is read, and its zero.
            return structure(data.readAllBytes(), 0);
        }
    }

    private static Orientation chunk(ImageInputStream bytes, long length) throws IOException {
        if (length < PREFIX.length || length > MOST) {
            return Orientation.NORMAL;
        }
        byte[] data = new byte[(int) length];
        bytes.readFully(data);
        // Some writers begin as in a JPEG.
        boolean isPrefixed = Arrays.equals(data, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
        return structure(data, isPrefixed ? PREFIX.length : 0);
    }

    private static Orientation structure(byte[] data, int start) throws IOException {
        return tiff(new ByteArrayImageInputStream(data, start, data.length - start));
    }

    private static Orientation tiff(ImageInputStream structure) throws IOException {
        return Orientation.of(Directories.orientation(structure));
    }
}

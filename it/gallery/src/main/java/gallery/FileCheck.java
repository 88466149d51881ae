package gallery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.storedfile.ContentTypeDetector;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.storage.ByteRange;

/** Which files the gallery takes. */
public final class FileCheck {
    public static final long MAX_SIZE = 8 * 1024 * 1024;

    /** The most pixels of a picture. */
    public static final int MAX_PIXELS = 50_000_000;

    /** The least width and height of a picture. */
    public static final int MIN_SIDE = 16;

    /** The largest width and height of a picture. */
    public static final int MAX_SIDE = 12_000;

    /** The most frames of an animation, or pages. */
    public static final int MAX_FRAMES = 1_000;

    private static final String UNKNOWN = "application/octet-stream";

    private static final Set<String> TYPES = Set.of(
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "image/bmp",
            "image/tiff",
            "application/pdf",
            "text/plain",
            "text/csv",
            "text/markdown",
            "text/x-web-markdown");

    private FileCheck() {}

    /** Returns what is wrong with the file, as a sentence for whoever sent it. */
    static Optional<String> problem(FileRef file, PictureCheck pictures, DimensionCheck dimensions) {
        try {
            return problem(file.name(), file.size(), file, pictures, dimensions);
        } catch (IOException e) {
            throw new UncheckedIOException("the upload '" + file.name() + "' cannot be read", e);
        }
    }

    private static Optional<String> problem(
            String name, long size, FileRef file, PictureCheck pictures, DimensionCheck dimensions) throws IOException {
        if (size > MAX_SIZE) {
            return Optional.of(tooLarge(name, size));
        }
        if (size == 0) {
            return Optional.of("“" + name + "” is empty.");
        }
        return reason(type(file), file, pictures, dimensions).map(reason -> refusal(name, reason));
    }

    /** Returns the sentence for whoever sent it; the reason goes on from "it". */
    static String refusal(String name, String reason) {
        return "“" + name + "” cannot be added: it " + reason + ".";
    }

    private static Optional<String> reason(String type, FileRef file, PictureCheck pictures, DimensionCheck dimensions)
            throws IOException {
        Optional<String> picture = type.startsWith("image/") ? pictures.problem(file) : Optional.empty();
        if (picture.isPresent()) {
            return picture;
        }
        if (!TYPES.contains(type)) {
            return Optional.of("is neither a picture nor a PDF or text, but " + type);
        }
        Optional<String> dimension = dimensions.problem(file);
        return dimension.isPresent() || pictures != PictureCheck.PIXELS ? dimension : ScanCheck.problem(file);
    }

    // As @FileType finds it: bytes that are nothing known are no text because their name says so.
    private static String type(FileRef file) throws IOException {
        String type = file.contentType();
        try (InputStream in = file.open(ByteRange.of(0, ContentTypeDetector.HEAD_LENGTH))) {
            boolean isUnknown = StoredFiles.current()
                    .contentTypes()
                    .detect("", in.readAllBytes())
                    .equals(UNKNOWN);
            return isUnknown && !type.startsWith("image/") ? UNKNOWN : type;
        }
    }

    private static String tooLarge(String name, long size) {
        return "“" + name + "” is too large: it has " + readable(size) + ", and " + readable(MAX_SIZE)
                + " is the most.";
    }

    /** Returns a size as people write it. */
    public static String readable(long bytes) {
        if (bytes < 1024) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        return bytes < 1024 * 1024
                ? Math.round(bytes / 1024.0) + " kB"
                // Upwards, so that what is too large never looks as if it were not.
                : String.format(Locale.ROOT, "%.1f MB", Math.ceil(bytes / (1024.0 * 102.4)) / 10)
                        .replace(".0 ", " ");
    }
}

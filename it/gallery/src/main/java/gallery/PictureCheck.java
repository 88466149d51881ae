package gallery;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.storedfile.FileRef;
import org.storedfile.ImageInfo;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;
import org.storedfile.Imaging;
import org.storedfile.LocalBytes;
import org.storedfile.NewFile;
import org.storedfile.StoredFiles;

/**
 * Looks at pictures before they are saved, so that a form says what is wrong with each. The flush decodes them anyway, so
 * they are decoded here only if it refused one, to learn which; then a scanner sees them once more, too.
 */
public enum PictureCheck {
    HEADER,
    PIXELS;

    private static final ImageLimits LIMITS =
            new ImageLimits(FileCheck.MAX_PIXELS, ImageLimits.STANDARD.maxSide(), FileCheck.MAX_FRAMES);

    /** Returns what is wrong with it, going on from "it". */
    Optional<String> problem(FileRef file) throws IOException {
        NewFile fresh = NewFile.of(file).orElseThrow();
        LocalBytes bytes = fresh.local();
        try {
            return problem(file.name(), bytes);
        } finally {
            fresh.release(bytes);
        }
    }

    // Of those whose first bytes did not tell them, so that the form did not find what the flush did.
    private static Optional<String> dimensions(ImageInfo info) {
        int least = Math.min(info.width(), info.height());
        int most = Math.max(info.width(), info.height());
        return least < FileCheck.MIN_SIDE || most > FileCheck.MAX_SIDE
                ? Optional.of("is " + info.width() + " x " + info.height() + " pixels large; each side must have "
                        + FileCheck.MIN_SIDE + " to " + FileCheck.MAX_SIDE)
                : Optional.empty();
    }

    private Optional<String> problem(String name, LocalBytes bytes) throws IOException {
        Imaging imaging = StoredFiles.current().imaging();
        try {
            ImageInfo info = imaging.inspect(bytes.channel(), LIMITS);
            if (this == HEADER) {
                return Optional.empty();
            }
            imaging.render(bytes.channel(), name, LIMITS, List.of());
            return dimensions(info);
        } catch (ImageRefusedException e) {
            // What a decoder says of damaged bytes helps nobody who sent them.
            return Optional.of(e.getCause() == null ? e.getMessage() : "is damaged or cut off");
        }
    }
}

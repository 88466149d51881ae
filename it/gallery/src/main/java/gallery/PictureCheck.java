package gallery;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.storedfile.FileRef;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;
import org.storedfile.Imaging;
import org.storedfile.LocalBytes;
import org.storedfile.NewFile;
import org.storedfile.StoredFiles;

/**
 * Looks at pictures before they are saved, so that a form says what is wrong with each. The flush decodes them anyway, so
 * they are decoded here only if it refused one, to learn which.
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

    private Optional<String> problem(String name, LocalBytes bytes) throws IOException {
        Imaging imaging = StoredFiles.current().imaging();
        try {
            imaging.inspect(bytes.channel(), LIMITS);
            if (this == PIXELS) {
                imaging.render(bytes.channel(), name, LIMITS, List.of());
            }
            return Optional.empty();
        } catch (ImageRefusedException e) {
            // What a decoder says of damaged bytes helps nobody who sent them.
            return Optional.of(e.getCause() == null ? e.getMessage() : "is damaged or cut off");
        }
    }
}

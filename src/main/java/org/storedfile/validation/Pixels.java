package org.storedfile.validation;

import jakarta.validation.ConstraintValidatorContext;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.Optional;
import org.storedfile.ImageInfo;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;
import org.storedfile.Imaging;
import org.storedfile.PixelSize;
import org.storedfile.StoredFiles;

/**
 * The size of an image as its header says it, or what is wrong with it.
 *
 * @param refusal what is wrong; empty if there is a size
 */
record Pixels(Optional<PixelSize> size, Optional<ImageRefusedException> refusal) {
    private static final String MESSAGE = "org.storedfile.validation.Image.";
    // The constraints say what is allowed; only the header is read here.
    private static final ImageLimits ANY =
            new ImageLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, ImageLimits.STANDARD.maxFrames());

    static Pixels of(SeekableByteChannel bytes) throws IOException {
        try {
            return of(imaging().inspect(bytes, ANY));
        } catch (ImageRefusedException e) {
            return refused(e);
        }
    }

    /** Returns what the first bytes tell; empty if they tell neither that it is an image nor that it is none. */
    static Optional<Pixels> glimpsed(SeekableByteChannel first) throws IOException {
        try {
            return imaging().glance(first).map(Pixels::of);
        } catch (ImageRefusedException e) {
            return Optional.of(refused(e));
        }
    }

    static Pixels refused(ImageRefusedException e) {
        return new Pixels(Optional.empty(), Optional.of(e));
    }

    private static Pixels of(ImageInfo info) {
        return new Pixels(Optional.of(new PixelSize(info.width(), info.height())), Optional.empty());
    }

    private static Imaging imaging() {
        return StoredFiles.known().map(StoredFiles::imaging).orElseGet(Imaging::discovered);
    }

    /** Tells whether it is of another format, where that is valid. */
    boolean isAllowed(boolean allowsOthers) {
        return allowsOthers
                && refusal.filter(ImageRefusedException::isOtherFormat).isPresent();
    }

    /** Reports that there is no size; returns {@code false}, for validators. */
    boolean report(ConstraintValidatorContext context, Class<? extends Annotation> constraint) {
        ImageRefusedException e = refusal.orElseThrow();
        String reason = Violation.harmless(String.valueOf(e.getMessage()));
        Map<String, String> values = Map.of(
                "reason",
                reason,
                "limit",
                e.limit().orElse(""),
                "actual",
                e.actual().orElse(reason));
        return Violation.reportAs(context, constraint, message(e), values);
    }

    /** Returns the key of what is said about it. */
    static String message(ImageRefusedException e) {
        boolean isOpenEnded = e.limit().isPresent() && e.actual().isEmpty();
        return MESSAGE + (isUnsaid(e) ? "beyond" : key(e.fault()) + (isOpenEnded ? "More" : ""));
    }

    // That there is too much, but not how much there may be.
    private static boolean isUnsaid(ImageRefusedException e) {
        return switch (e.fault()) {
            case OTHER_FORMAT, DAMAGED, UNSUPPORTED, SOMETHING_ELSE -> e.limit().isPresent();
            case LENGTH, SIDE, PIXELS, FRAMES, METADATA, PIECES -> e.limit().isEmpty();
        };
    }

    private static String key(ImageRefusedException.Fault fault) {
        return switch (fault) {
            case OTHER_FORMAT -> "otherFormat";
            case DAMAGED -> "damaged";
            case UNSUPPORTED -> "unsupported";
            case SOMETHING_ELSE -> "somethingElse";
            case LENGTH -> "length";
            case SIDE -> "side";
            case PIXELS -> "pixels";
            case FRAMES -> "frames";
            case METADATA -> "metadata";
            case PIECES -> "pieces";
        };
    }
}

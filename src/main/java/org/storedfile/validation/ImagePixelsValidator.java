package org.storedfile.validation;

import jakarta.validation.ConstraintDeclarationException;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.PixelSize;

/** Judges the number of pixels; made by the validation provider. */
public final class ImagePixelsValidator implements ConstraintValidator<ImagePixels, FileRef> {
    private long min;
    private long max;
    private boolean allowsOthers;

    /** Made by the validation provider. */
    public ImagePixelsValidator() {}

    @Override
    public void initialize(ImagePixels constraint) {
        min = constraint.min();
        max = constraint.max();
        allowsOthers = constraint.allowOthers();
        if (min > max) {
            throw new ConstraintDeclarationException("@ImagePixels: the least is more than the largest");
        }
    }

    @Override
    public boolean isValid(@Nullable FileRef file, ConstraintValidatorContext context) {
        Optional<Pixels> pixels = Candidate.of(file).flatMap(Candidate::pixels);
        return pixels.isEmpty()
                || pixels.get()
                        .size()
                        .map(size -> isValid(size, context))
                        .orElseGet(() -> pixels.get().isAllowed(allowsOthers)
                                || pixels.get().report(context, ImagePixels.class));
    }

    private boolean isValid(PixelSize size, ConstraintValidatorContext context) {
        long count = (long) size.width() * size.height();
        if (count > max) {
            return report(context, "tooMany", max, count);
        }
        return count >= min || report(context, "tooFew", min, count);
    }

    private static boolean report(ConstraintValidatorContext context, String key, long limit, long actual) {
        Map<String, String> values = Map.of("limit", PixelSize.count(limit), "actual", PixelSize.count(actual, limit));
        return Violation.report(context, ImagePixels.class, key, values);
    }
}

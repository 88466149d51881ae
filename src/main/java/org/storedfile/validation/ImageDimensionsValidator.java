package org.storedfile.validation;

import jakarta.validation.ConstraintDeclarationException;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.PixelSize;

/** Judges width and height; made by the validation provider. */
public final class ImageDimensionsValidator implements ConstraintValidator<ImageDimensions, FileRef> {
    private @Nullable ImageDimensions limits;
    private boolean allowsOthers;

    /** Made by the validation provider. */
    public ImageDimensionsValidator() {}

    @Override
    public void initialize(ImageDimensions constraint) {
        if (constraint.minWidth() > constraint.maxWidth() || constraint.minHeight() > constraint.maxHeight()) {
            throw new ConstraintDeclarationException("@ImageDimensions: the least is more than the largest");
        }
        limits = constraint;
        allowsOthers = constraint.allowOthers();
    }

    @Override
    public boolean isValid(@Nullable FileRef file, ConstraintValidatorContext context) {
        Optional<Pixels> pixels = Candidate.of(file).flatMap(Candidate::pixels);
        return pixels.isEmpty()
                || pixels.get()
                        .size()
                        .map(size -> isValid(size, context))
                        .orElseGet(() -> pixels.get().isAllowed(allowsOthers)
                                || pixels.get().report(context, ImageDimensions.class));
    }

    // Both are said at once, so that nobody has to try twice.
    private boolean isValid(PixelSize size, ConstraintValidatorContext context) {
        boolean isWidthValid = isWidthValid(size.width(), context);
        return isHeightValid(size.height(), context) && isWidthValid;
    }

    private boolean isWidthValid(int width, ConstraintValidatorContext context) {
        ImageDimensions now = Objects.requireNonNull(limits);
        if (width > now.maxWidth()) {
            return report(context, "tooWide", now.maxWidth(), width);
        }
        return width >= now.minWidth() || report(context, "tooNarrow", now.minWidth(), width);
    }

    private boolean isHeightValid(int height, ConstraintValidatorContext context) {
        ImageDimensions now = Objects.requireNonNull(limits);
        if (height > now.maxHeight()) {
            return report(context, "tooHigh", now.maxHeight(), height);
        }
        return height >= now.minHeight() || report(context, "tooLow", now.minHeight(), height);
    }

    private static boolean report(ConstraintValidatorContext context, String key, int limit, int actual) {
        Map<String, String> values = Map.of("limit", Integer.toString(limit), "actual", Integer.toString(actual));
        return Violation.report(context, ImageDimensions.class, key, values);
    }
}

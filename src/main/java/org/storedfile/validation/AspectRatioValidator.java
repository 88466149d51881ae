package org.storedfile.validation;

import jakarta.validation.ConstraintDeclarationException;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.PixelSize;

/** Judges the ratio of width to height; made by the validation provider. */
public final class AspectRatioValidator implements ConstraintValidator<AspectRatio, FileRef> {
    private Ratio min = Ratio.NARROWEST;
    private Ratio max = Ratio.WIDEST;
    private double tolerance;
    private boolean allowsOthers;

    /** Made by the validation provider. */
    public AspectRatioValidator() {}

    @Override
    public void initialize(AspectRatio constraint) {
        try {
            min = constraint.min().isEmpty() ? Ratio.NARROWEST : Ratio.parse(constraint.min());
            max = constraint.max().isEmpty() ? Ratio.WIDEST : Ratio.parse(constraint.max());
        } catch (IllegalArgumentException e) {
            throw new ConstraintDeclarationException("@AspectRatio: " + e.getMessage(), e);
        }
        tolerance = constraint.tolerance();
        allowsOthers = constraint.allowOthers();
        if (min.value() > max.value()) {
            throw new ConstraintDeclarationException("@AspectRatio: the narrowest is wider than the widest");
        }
        if (!(tolerance >= 0)) { // NaN is neither.
            throw new ConstraintDeclarationException("@AspectRatio: the tolerance is " + tolerance);
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
                                || pixels.get().report(context, AspectRatio.class));
    }

    private boolean isValid(PixelSize size, ConstraintValidatorContext context) {
        Ratio actual = new Ratio(size.width(), size.height());
        if (actual.value() > max.value() * (1 + tolerance)) {
            return report(context, min.equals(max) ? "other" : "tooWide", max, actual);
        }
        return actual.value() >= min.value() * (1 - tolerance)
                || report(context, min.equals(max) ? "other" : "tooNarrow", min, actual);
    }

    private static boolean report(ConstraintValidatorContext context, String key, Ratio limit, Ratio actual) {
        Map<String, String> values = Map.of("limit", limit.toString(), "actual", actual.toString());
        return Violation.report(context, AspectRatio.class, key, values);
    }
}

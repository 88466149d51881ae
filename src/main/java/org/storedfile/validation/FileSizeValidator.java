package org.storedfile.validation;

import jakarta.validation.ConstraintDeclarationException;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.storage.DataSize;

/** Judges the size as far as it is known; made by the validation provider. */
public final class FileSizeValidator implements ConstraintValidator<FileSize, FileRef> {
    private SizeLimit limit = SizeLimit.NONE;

    /** Made by the validation provider. */
    public FileSizeValidator() {}

    @Override
    public void initialize(FileSize constraint) {
        try {
            limit = SizeLimit.parse(constraint.min(), constraint.max());
        } catch (IllegalArgumentException e) {
            throw new ConstraintDeclarationException("@FileSize: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isValid(@Nullable FileRef file, ConstraintValidatorContext context) {
        Optional<Candidate> candidate = Candidate.of(file);
        candidate.ifPresent(fresh -> fresh.note(limit));
        return candidate
                .flatMap(Candidate::size)
                .map(size -> isValid(size, context))
                .orElse(true);
    }

    private boolean isValid(Measure size, ConstraintValidatorContext context) {
        DataSize actual = new DataSize(size.bytes());
        if (limit.isTooLarge(size.bytes())) {
            String key = size.isOpenEnded() ? "longer" : "tooLarge";
            return report(context, key, limit.max(), actual);
        }
        return size.isOpenEnded()
                || !limit.isTooSmall(size.bytes())
                || report(context, "tooSmall", limit.min(), actual);
    }

    private static boolean report(ConstraintValidatorContext context, String key, DataSize limit, DataSize actual) {
        Map<String, String> values = Map.of("limit", limit.toString(), "actual", unlike(limit, actual));
        return Violation.report(context, FileSize.class, key, values);
    }

    // In bytes if it would read the same as the limit.
    private static String unlike(DataSize limit, DataSize actual) {
        return actual.toString().equals(limit.toString()) ? actual.bytes() + " B" : actual.toString();
    }
}

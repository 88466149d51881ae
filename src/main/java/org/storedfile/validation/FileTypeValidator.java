package org.storedfile.validation;

import jakarta.validation.ConstraintDeclarationException;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;

/** Judges the first bytes and the name; made by the validation provider. */
public final class FileTypeValidator implements ConstraintValidator<FileType, FileRef> {
    private AllowedTypes allowed = new AllowedTypes(List.of(), OnMismatch.REFUSE);

    /** Made by the validation provider. */
    public FileTypeValidator() {}

    @Override
    public void initialize(FileType constraint) {
        try {
            allowed = AllowedTypes.parse(constraint.value(), constraint.onMismatch());
        } catch (IllegalArgumentException e) {
            throw new ConstraintDeclarationException("@FileType: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isValid(@Nullable FileRef file, ConstraintValidatorContext context) {
        return Candidate.of(file).map(candidate -> isValid(candidate, context)).orElse(true);
    }

    private boolean isValid(Candidate candidate, ConstraintValidatorContext context) {
        candidate.note(allowed);
        String type = candidate.type();
        Map<String, String> values =
                Map.of("allowed", allowed.toString(), "actual", type, "name", Violation.harmless(candidate.name()));
        if (!allowed.allows(type)) {
            return Violation.report(context, FileType.class, "message", values);
        }
        return !allowed.refuses(candidate.name(), type)
                || Violation.report(context, FileType.class, "mismatch", values);
    }
}

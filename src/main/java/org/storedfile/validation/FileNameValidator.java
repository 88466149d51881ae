package org.storedfile.validation;

import jakarta.validation.ConstraintDeclarationException;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;

/** Judges the name's length; made by the validation provider. */
public final class FileNameValidator implements ConstraintValidator<FileName, FileRef> {
    private int maxLength;

    /** Made by the validation provider. */
    public FileNameValidator() {}

    @Override
    public void initialize(FileName constraint) {
        maxLength = constraint.maxLength();
        if (maxLength < 1) {
            throw new ConstraintDeclarationException("@FileName: no name has at most " + maxLength + " characters");
        }
    }

    @Override
    public boolean isValid(@Nullable FileRef file, ConstraintValidatorContext context) {
        return Candidate.of(file)
                .map(Candidate::name)
                .map(name -> name.codePointCount(0, name.length()))
                .map(length -> length <= maxLength || report(context, length))
                .orElse(true);
    }

    private boolean report(ConstraintValidatorContext context, int length) {
        Map<String, String> values = Map.of("limit", Integer.toString(maxLength), "actual", Integer.toString(length));
        return Violation.report(context, FileName.class, "message", values);
    }
}

package org.storedfile.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;

/** Judges the extension; made by the validation provider. */
public final class FileExtensionValidator implements ConstraintValidator<FileExtension, FileRef> {
    private List<String> allowed = List.of();

    /** Made by the validation provider. */
    public FileExtensionValidator() {}

    @Override
    public void initialize(FileExtension constraint) {
        allowed = Arrays.stream(constraint.value())
                .map(extension -> extension.startsWith(".") ? extension.substring(1) : extension)
                .map(extension -> extension.toLowerCase(Locale.ROOT))
                .toList();
    }

    @Override
    public boolean isValid(@Nullable FileRef file, ConstraintValidatorContext context) {
        return Candidate.of(file)
                .map(candidate -> Extension.of(candidate.name()))
                .map(extension -> allowed.contains(extension) || report(context, extension))
                .orElse(true);
    }

    private boolean report(ConstraintValidatorContext context, String extension) {
        List<String> names = allowed.stream().filter(name -> !name.isEmpty()).toList();
        Map<String, String> values =
                Map.of("allowed", String.join(", ", names), "actual", Violation.harmless(extension));
        String key = extension.isEmpty() ? "missing" : names.isEmpty() ? "none" : "message";
        return Violation.report(context, FileExtension.class, key, values);
    }
}

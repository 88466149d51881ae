package org.storedfile.validation;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.storedfile.FileRef;
import org.storedfile.FileRules;
import org.storedfile.NewFile;

/** The validation of the entities of one flush, before their files are stored, and again if a stream breaks a rule. */
final class FlushCheck implements FileRules.Watch {
    private final Validator validator;
    private final UnitSettings unit;
    private final List<FileRules.Row> rows;
    private final Inspection inspection = new Inspection();

    FlushCheck(Validator validator, UnitSettings unit, List<FileRules.Row> rows) {
        this.validator = validator;
        this.unit = unit;
        this.rows = rows;
    }

    /**
     * Validates all of them.
     *
     * @throws ConstraintViolationException if any is not valid
     */
    void run() {
        Set<ConstraintViolation<?>> violations = violations();
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
    }

    @Override
    public NewFile watched(FileRef ref, NewFile file) {
        List<Rule> rules = inspection.rules(ref);
        if (rules.isEmpty()) {
            return file;
        }
        String name = inspection.during(() -> corrected(ref, file, rules));
        NewFile named = new NewFile(name, file.content(), file.copyOf());
        return new NewFile(name, new WatchedContent(named, ref, inspection), file.copyOf());
    }

    @Override
    public void renamed(FileRef ref, String name) {
        inspection.renamed(ref, name);
        run();
    }

    /** Returns violations that say what the stream turned out to be, with the failure as their cause. */
    @Override
    public RuntimeException explained(RuntimeException failure) {
        Set<ConstraintViolation<?>> violations = inspection.hasFindings() ? violations() : Set.of();
        if (violations.isEmpty()) {
            return failure;
        }
        ConstraintViolationException explained = new ConstraintViolationException(violations);
        explained.initCause(failure);
        return explained;
    }

    private static String corrected(FileRef ref, NewFile file, List<Rule> rules) {
        String name = file.name();
        for (Rule rule : rules) {
            if (rule instanceof AllowedTypes allowed && allowed.onMismatch() == OnMismatch.RENAME) {
                name = Candidate.of(ref)
                        .map(Candidate::type)
                        .map(type -> allowed.corrected(file.name(), type))
                        .orElse(name);
            }
        }
        return name;
    }

    private Set<ConstraintViolation<?>> violations() {
        return inspection.during(() ->
                rows.stream().flatMap(row -> violations(row).stream()).collect(Collectors.toCollection(HashSet::new)));
    }

    private Set<ConstraintViolation<Object>> violations(FileRules.Row row) {
        Set<ConstraintViolation<Object>> found = validated(row);
        return inspection.look() ? validated(row) : found;
    }

    private Set<ConstraintViolation<Object>> validated(FileRules.Row row) {
        Class<?>[] groups = unit.groups(row.isInsert());
        return groups.length == 0
                ? Set.of()
                : validator.validate(row.entity(), groups).stream()
                        .filter(violation -> isFinal(violation, row))
                        .collect(Collectors.toSet());
    }

    // Callbacks may yet change an entity that is updated, and siblings get their values when the file is stored. What
    // is passed over here, the provider finds before its SQL; a rollback then removes the file.
    private static boolean isFinal(ConstraintViolation<?> violation, FileRules.Row row) {
        String path = violation.getPropertyPath().toString().replaceAll("\\[[^\\]]*\\]", "");
        return violation.getInvalidValue() instanceof FileRef
                || (row.isInsert() && !row.siblings().contains(path));
    }
}

package org.storedfile.validation;

import jakarta.validation.Validation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.storedfile.FileRules;

/**
 * Validates entities with new files before a byte is stored, all of their constraints at once: with the validator
 * factory, mode and groups of their persistence unit. Used wherever Jakarta Validation is on the class path. Thread safe.
 */
public final class BeanValidationRules implements FileRules {
    // Behind its interface: where there is no Jakarta Validation this class has to load, so that it can say so.
    private final FileRules validation;

    /** Creates one; fails with a {@link LinkageError} if Jakarta Validation is not on the class path. */
    public BeanValidationRules() {
        Objects.requireNonNull(Validation.class);
        validation = new UnitValidation();
    }

    /**
     * Validates.
     *
     * @throws jakarta.validation.ConstraintViolationException if an entity is not valid
     */
    @Override
    public Watch check(List<Row> rows, Map<String, ?> settings) {
        return validation.check(rows, settings);
    }
}

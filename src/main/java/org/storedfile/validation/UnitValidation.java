package org.storedfile.validation;

import jakarta.validation.ConstraintViolationException;
import jakarta.validation.NoProviderFoundException;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRules;

/**
 * Validates the entities of a flush: with the validator factory, mode and groups of their persistence unit. Thread safe.
 */
final class UnitValidation implements FileRules {
    private static final System.Logger LOG = System.getLogger(BeanValidationRules.class.getName());

    private final UnseenConstraints unseen = new UnseenConstraints();
    private @Nullable ValidatorFactory standard;
    private boolean isBuilt;

    /**
     * Validates.
     *
     * @throws ConstraintViolationException if an entity is not valid
     */
    @Override
    public Watch check(List<Row> rows, Map<String, ?> settings) {
        UnitSettings unit = new UnitSettings(settings);
        Optional<ValidatorFactory> factory = unit.isOn() ? unit.factory().or(this::standard) : Optional.empty();
        if (factory.isEmpty()) {
            return Watch.NONE;
        }
        Validator validator = validator(factory.get());
        rows.forEach(row -> unseen.tell(validator, row));
        FlushCheck check = new FlushCheck(validator, unit, rows);
        check.run();
        return check;
    }

    private static Validator validator(ValidatorFactory factory) {
        return factory.usingContext()
                .traversableResolver(new WithoutAssociations(factory.getTraversableResolver()))
                .getValidator();
    }

    private synchronized Optional<ValidatorFactory> standard() {
        if (!isBuilt) {
            standard = built();
            isBuilt = true;
        }
        return Optional.ofNullable(standard);
    }

    private static @Nullable ValidatorFactory built() {
        try {
            return Validation.buildDefaultValidatorFactory();
        } catch (NoProviderFoundException e) {
            LOG.log(Level.DEBUG, "entities are not validated: {0}", e.getMessage());
        } catch (ValidationException e) {
            // Providers of persistence go on as well, unless the unit asks for validation, which they see to.
            LOG.log(Level.WARNING, "entities with files are not validated, because the validator cannot be made", e);
        }
        return null;
    }
}

package gallery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.storedfile.FileRef;

/** What the constraints of {@link Item} say of the width and height of a picture, as far as its first bytes tell them. */
@ApplicationScoped
public class DimensionCheck {
    @Inject
    Validator validator;

    /** Returns what is wrong with it, going on from "it". For files of which all else was checked. */
    Optional<String> problem(FileRef file) {
        String problems = reasons(validator.validateValue(Item.class, "file", file));
        return problems.isEmpty() ? Optional.empty() : Optional.of(problems);
    }

    /** Returns what they say, going on from "it". */
    static String reasons(Set<? extends ConstraintViolation<?>> violations) {
        return violations.stream().map(ConstraintViolation::getMessage).sorted().collect(Collectors.joining(", and "));
    }
}

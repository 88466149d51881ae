package gallery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Optional;

/** What the constraints of {@link Item} say of a title. */
@ApplicationScoped
public class TitleCheck {
    @Inject
    Validator validator;

    public Optional<String> problem(String title) {
        return validator.validateValue(Item.class, "title", title).stream()
                .map(ConstraintViolation::getMessage)
                .findFirst();
    }
}

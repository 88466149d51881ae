package gallery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Optional;
import org.storedfile.storage.UploadTerms;
import org.storedfile.validation.AgreedFile;

/** What the constraints of {@link Item} say of a file that a browser is going to send straight to the storage. */
@ApplicationScoped
public class DirectCheck {
    @Inject
    Validator validator;

    /** Returns what is wrong with it, as a sentence for whoever sends it. Its bytes are judged when it is added. */
    public Optional<String> problem(String name, UploadTerms terms) {
        try {
            AgreedFile.validate(validator, Item.class, "file", name, terms);
            return Optional.empty();
        } catch (ConstraintViolationException e) {
            return Optional.of(FileCheck.refusal(name, DimensionCheck.reasons(e.getConstraintViolations())));
        }
    }
}

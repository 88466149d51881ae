package org.storedfile.validation;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.storedfile.FileRef;
import org.storedfile.storage.Content;
import org.storedfile.storage.UploadTerms;

/**
 * A file that a client is going to send straight to a storage, as far as it is known before: judged by the constraints of
 * the attribute that is to hold it, so that nothing is signed that the flush would refuse for its size, its name or its
 * media type. What the bytes really are is judged when they are there.
 */
public final class AgreedFile {
    private AgreedFile() {}

    /**
     * Judges the terms. To be called before {@link org.storedfile.StagedFiles#put} and its like, which bind the client to
     * them. Where a type is demanded, it must be one that the client knows.
     *
     * @param attribute its path in the entity, such as {@code scan} or {@code details.scan}
     * @param name what the client calls the file
     * @param groups those that are validated; the default one if there are none
     * @throws ConstraintViolationException if the attribute cannot hold such a file
     * @throws IllegalArgumentException if the entity has no such attribute
     */
    public static void validate(
            Validator validator,
            Class<?> entity,
            String attribute,
            String name,
            UploadTerms terms,
            Class<?>... groups) {
        FileRef agreed = FileRef.of(name, new Unsent(terms.size()));
        Inspection inspection = new Inspection();
        inspection.found(
                agreed, new Finding(Optional.of(new Measure(terms.size(), false)), Optional.of(terms.contentType())));
        Set<? extends ConstraintViolation<?>> violations =
                inspection.during(() -> validator.validateValue(entity, attribute, agreed, groups));
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
    }

    /** Bytes that are not there yet. */
    private record Unsent(long size) implements Content {
        @Override
        public InputStream open() throws IOException {
            throw new IOException("the client has not sent it yet");
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.of(size);
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }
    }
}

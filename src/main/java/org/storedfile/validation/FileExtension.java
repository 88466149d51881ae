package org.storedfile.validation;

import static java.lang.annotation.ElementType.ANNOTATION_TYPE;
import static java.lang.annotation.ElementType.CONSTRUCTOR;
import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * The extension of a new file's name: what follows the last dot, so {@code gz} for {@code a.tar.gz}; upper and lower
 * case are the same. A name that begins or ends with its only dot has none. The extension says nothing of the content;
 * see {@link FileType}.
 */
@Documented
@Constraint(validatedBy = FileExtensionValidator.class)
@Target({METHOD, FIELD, ANNOTATION_TYPE, CONSTRUCTOR, PARAMETER, TYPE_USE})
@Retention(RUNTIME)
@Repeatable(FileExtension.List.class)
public @interface FileExtension {
    /** The allowed extensions, without a dot; {@code ""} allows names that have none. */
    String[] value();

    /** The message, or the key of one. */
    String message() default "{org.storedfile.validation.FileExtension.message}";

    /** The groups that the constraint belongs to. */
    Class<?>[] groups() default {};

    /** What clients attach to the constraint. */
    Class<? extends Payload>[] payload() default {};

    /** Several of them on one element. */
    @Documented
    @Target({METHOD, FIELD, ANNOTATION_TYPE, CONSTRUCTOR, PARAMETER, TYPE_USE})
    @Retention(RUNTIME)
    @interface List {
        /** The constraints. */
        FileExtension[] value();
    }
}

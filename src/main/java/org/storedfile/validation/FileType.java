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
 * The media type of a new file, decided by its first bytes. Its name only refines what they say, such as a ZIP archive
 * that is named {@code .docx}, or text that is named {@code .csv}. What the bytes do not tell is
 * {@code application/octet-stream}, whatever the name. Types are told as exactly as the {@link
 * org.storedfile.ContentTypeDetector} can: with Apache Tika more than without. {@code image/*} includes SVG, which can carry scripts.
 */
@Documented
@Constraint(validatedBy = FileTypeValidator.class)
@Target({METHOD, FIELD, ANNOTATION_TYPE, CONSTRUCTOR, PARAMETER, TYPE_USE})
@Retention(RUNTIME)
@Repeatable(FileType.List.class)
public @interface FileType {
    /** The allowed types, such as {@code image/png} or {@code image/*}. */
    String[] value();

    /** What happens to a file whose name says that it is of another type than its bytes. */
    OnMismatch onMismatch() default OnMismatch.REFUSE;

    /** The message, or the key of one. */
    String message() default "{org.storedfile.validation.FileType.message}";

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
        FileType[] value();
    }
}

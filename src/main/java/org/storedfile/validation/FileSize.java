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
 * The size of a new file. A limit is written as a {@link org.storedfile.storage.DataSize}: a number and a unit
 * ({@code B}, {@code KB}, {@code MB}, {@code GB}, {@code TB}, or none for bytes), such as {@code 5 MB} or {@code 1.5 GB},
 * where 1 MB are 1024 KB and 1 KB are 1024 bytes.
 *
 * <p>A size that is not known beforehand is judged while the file is stored: it is given up at the limit, and nothing
 * of it is kept.
 */
@Documented
@Constraint(validatedBy = FileSizeValidator.class)
@Target({METHOD, FIELD, ANNOTATION_TYPE, CONSTRUCTOR, PARAMETER, TYPE_USE})
@Retention(RUNTIME)
@Repeatable(FileSize.List.class)
public @interface FileSize {
    /** The least size. */
    String min() default "0";

    /** The largest size; empty for no limit. */
    String max() default "";

    /** The message, or the key of one. */
    String message() default "{org.storedfile.validation.FileSize.message}";

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
        FileSize[] value();
    }
}

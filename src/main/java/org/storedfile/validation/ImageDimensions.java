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
 * The width and height of a new image, in pixels.
 *
 * <p>Only the header is decoded, and width and height are those that a person sees, turned as EXIF says. What is no image
 * is not valid. Where a form is validated, at most the first 128 KiB are read of what is no file on a disk; if they do not
 * tell, it is valid as far as is known, and judged by the flush. That reads no more than {@link FileSize} allows, and keeps
 * what can be read only once in a temporary file until it is stored. Needs the libraries of {@code org.storedfile.image}.
 */
@Documented
@Constraint(validatedBy = ImageDimensionsValidator.class)
@Target({METHOD, FIELD, ANNOTATION_TYPE, CONSTRUCTOR, PARAMETER, TYPE_USE})
@Retention(RUNTIME)
@Repeatable(ImageDimensions.List.class)
public @interface ImageDimensions {
    /** The least width. */
    int minWidth() default 1;

    /** The largest width. */
    int maxWidth() default Integer.MAX_VALUE;

    /** The least height. */
    int minHeight() default 1;

    /** The largest height. */
    int maxHeight() default Integer.MAX_VALUE;

    /**
     * Whether what is no image is valid, for attributes that hold documents as well; an image that is damaged or something
     * else, too, is not. As in {@link org.storedfile.StoredImage#allowOthers}.
     */
    boolean allowOthers() default false;

    /** The message, or the key of one. */
    String message() default "{org.storedfile.validation.ImageDimensions.message}";

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
        ImageDimensions[] value();
    }
}

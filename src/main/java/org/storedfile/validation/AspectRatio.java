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
 * The ratio of a new image's width to its height, written as {@code 16:9}.
 *
 * <p>Only the header is decoded, and width and height are those that a person sees, turned as EXIF says. What is no image
 * is not valid. Where a form is validated, at most the first 128 KiB are read of what is no file on a disk; if they do not
 * tell, it is valid as far as is known, and judged by the flush. That reads no more than {@link FileSize} allows, and keeps
 * what can be read only once in a temporary file until it is stored. Needs the libraries of {@code org.storedfile.image}.
 */
@Documented
@Constraint(validatedBy = AspectRatioValidator.class)
@Target({METHOD, FIELD, ANNOTATION_TYPE, CONSTRUCTOR, PARAMETER, TYPE_USE})
@Retention(RUNTIME)
@Repeatable(AspectRatio.List.class)
public @interface AspectRatio {
    /** The narrowest ratio, such as {@code 1:1}; empty for any. */
    String min() default "";

    /** The widest ratio, such as {@code 16:9}; empty for any. The same as {@link #min} for exactly this one. */
    String max() default "";

    /** By how much a ratio may miss these, as a part of them: pixels are whole, so few images fit exactly. */
    double tolerance() default 0.01;

    /**
     * Whether what is no image is valid, for attributes that hold documents as well; an image that is damaged or something
     * else, too, is not. As in {@link org.storedfile.StoredImage#allowOthers}.
     */
    boolean allowOthers() default false;

    /** The message, or the key of one. */
    String message() default "{org.storedfile.validation.AspectRatio.message}";

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
        AspectRatio[] value();
    }
}

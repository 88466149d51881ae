package org.storedfile;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Another size of the image in an attribute that is {@link StoredImage}: made by the application, stored beside the
 * original under a key of its own, and removed with it. {@link FileRef#variant} gives it.
 *
 * <p>Its pixels are as a person sees them (turned as EXIF says) in sRGB, and it carries no metadata: no camera, no place.
 * Of an animated image it is the first frame. When the declaration changes, so does the key: the new one is made when
 * it is first asked for, and the old one goes with the original; from a folder, {@code sweep} removes it then.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Variant.List.class)
public @interface Variant {
    /**
     * Its name: 1 to 20 small letters, digits or {@code -}, with a letter first. Other attributes may have one of the same
     * name; if theirs is another picture, {@link FileRef#variant} wants {@code Entity.attribute.name}, and if other persistence units
     * of the application have an entity of the same name, too, the full name of its class in front.
     */
    String name();

    /**
     * The width in pixels; 0 for what the height makes it, but no more than 8192, which only {@link Fit#CONTAIN} allows.
     */
    int width() default 0;

    /**
     * The height in pixels; 0 for what the width makes it, but no more than 8192, which only {@link Fit#CONTAIN} allows: of
     * a very tall image the variant is less wide.
     */
    int height() default 0;

    /** How the image comes to that size. */
    Fit fit() default Fit.CONTAIN;

    /** The format. */
    VariantFormat format() default VariantFormat.AUTO;

    /** The quality of a JPEG, from 1 to 100. */
    int quality() default 80;

    /** The colour behind transparent pixels, such as {@code #ffffff}; empty for none in PNG, and white in JPEG. */
    String background() default "";

    /** Makes the variant when it is first asked for, and not at flush. */
    boolean lazy() default false;

    /** Several of them on one attribute. */
    @Documented
    @Target({ElementType.FIELD, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @interface List {
        /** The variants. */
        Variant[] value();
    }
}

package org.storedfile;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that an attribute of type {@link FileRef} holds an image, and nothing else: PNG, JPEG, GIF, WebP, BMP or TIFF. All
 * other types, AVIF, HEIC and SVG among them, are refused by name at flush, as are images that are damaged, cut off, too
 * large, or something else as well. Of an animation or several pages the first is decoded; of the others it is only looked
 * at whether they are there. Type and extension of the stored file are those of its real format. What
 * {@link StoredFiles#existing} brings in is not looked at before a variant is made of it: the application vouches for it.
 *
 * <p>Beside {@link StoredFile} and not a part of it: most files are no images, and what is said of images alone, its
 * {@link Variant}s included, then reads as one thing. Needs the libraries of {@code org.storedfile.image}.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface StoredImage {
    /** The most pixels that {@link #maxPixels} allows unless it is set: 50 million. */
    int PIXELS = 50_000_000;

    /** The sibling attribute of type {@code int} or {@code Integer} that receives the width in pixels, as a person sees it. */
    String widthAttribute() default "";

    /** The sibling attribute of type {@code int} or {@code Integer} that receives the height in pixels, as a person sees it. */
    String heightAttribute() default "";

    /** The most pixels, width times height: what a decoder has to expand. */
    int maxPixels() default PIXELS;

    /** The most pixels in width or height. */
    int maxSide() default 20_000;

    /** The most frames of an animation, or pages. */
    int maxFrames() default 1_000;

    /**
     * Lets files that are of none of these formats pass, as if the attribute were no image: for attributes that take
     * documents as well. They have neither width nor height; their siblings are null or 0, and they have no variants.
     */
    boolean allowOthers() default false;
}

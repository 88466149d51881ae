package org.storedfile;

import java.util.Locale;

/** The format of a {@link Variant}. */
public enum VariantFormat {
    /** PNG for originals that are PNG or GIF, and so may be transparent; JPEG for all others. */
    AUTO,

    /** JPEG, without transparency: the background shows through. */
    JPEG,

    /** PNG, lossless and with transparency, unless a background is set. */
    PNG;

    /** Returns what this means for an original with that name: never {@link #AUTO}. */
    VariantFormat of(String original) {
        if (this != AUTO) {
            return this;
        }
        String name = original.toLowerCase(Locale.ROOT);
        return name.endsWith(".png") || name.endsWith(".gif") ? PNG : JPEG;
    }

    String extension() {
        return this == PNG ? "png" : "jpg";
    }

    String mediaType() {
        return this == PNG ? "image/png" : "image/jpeg";
    }
}

package org.storedfile.validation;

import java.util.Locale;
import java.util.regex.Pattern;

/** A media type such as {@code image/png}, or several, such as {@code image/*}. */
record MediaRange(String type) {
    private static final String NAME = "[\\p{Alnum}!#$&^_.+-]+";
    private static final Pattern FORM = Pattern.compile("\\*/\\*|" + NAME + "/(\\*|" + NAME + ")");

    MediaRange {
        if (!FORM.matcher(type).matches()) {
            throw new IllegalArgumentException(
                    "'" + type + "' is no media type: write one such as 'image/png' or 'image/*', without parameters");
        }
        type = type.toLowerCase(Locale.ROOT);
    }

    boolean contains(String other) {
        return type.equals("*/*")
                || (type.endsWith("/*")
                        ? other.startsWith(type.substring(0, type.length() - 1))
                        : MediaTypes.areSame(type, other));
    }
}

package org.storedfile.web;

import java.util.Locale;
import java.util.regex.Pattern;

/** The value of a Content-Type header that can end neither the header nor the type. */
record MediaType(String value) {
    static final MediaType UNKNOWN = new MediaType("application/octet-stream");

    private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]+";

    // Possessive, for otherwise each parameter takes a piece of the stack, and clients say how many there are.
    private static final Pattern VALID = Pattern.compile(TOKEN + "/" + TOKEN + "(?:[ \\t]*;[ \\t]*" + TOKEN + "=(?:"
            + TOKEN + "|\"[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]*\"))*+");

    /** Returns the type, or that of unknown bytes if it is none. */
    static MediaType of(String text) {
        String type = text.strip();
        return VALID.matcher(type).matches() ? new MediaType(type) : UNKNOWN;
    }

    /** Returns the type without parameters, in lower case. */
    String name() {
        int end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}

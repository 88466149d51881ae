package gallery.web;

import java.util.Locale;
import java.util.Optional;

/** How a browser sends a file straight to the storage. */
enum DirectWay {
    /** With one request, or in parts if it is large and the storage takes them. */
    FITTING,

    /** With one request whose body are the bytes. */
    PUT,

    /** With a form, as pages without scripts could. */
    FORM,

    PARTS;

    /**
     * Returns the one that a browser named; {@link #FITTING} if it named none.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    static DirectWay named(Optional<String> name) {
        return name.map(known -> valueOf(known.toUpperCase(Locale.ROOT))).orElse(FITTING);
    }
}

package org.storedfile.storage;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The media types that a browser may show, whoever serves the file; all others it saves. Immutable.
 *
 * @param names in lower case and without parameters; {@code audio/*} means all of a kind
 */
public record InlineTypes(Set<String> names) {
    /** What runs no scripts: pictures, audio, video, PDF and plain text, but no HTML, SVG or XML. */
    public static final InlineTypes SAFE = new InlineTypes(Set.of(
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "image/avif",
            "image/bmp",
            "image/x-icon",
            "image/vnd.microsoft.icon",
            "audio/*",
            "video/*",
            "application/pdf",
            "text/plain"));

    /** Copies the names. */
    public InlineTypes {
        names = Set.copyOf(names);
    }

    /** Returns these and more, such as {@code image/svg+xml} or {@code font/*}, in whatever case. */
    public InlineTypes and(Collection<String> more) {
        Set<String> all = new HashSet<>(names);
        more.forEach(name -> all.add(name.strip().toLowerCase(Locale.ROOT)));
        return new InlineTypes(all);
    }

    /** Tells whether a browser may show what is served with {@code contentType}, which may have parameters. */
    public boolean contains(String contentType) {
        int parameters = contentType.indexOf(';');
        String name = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        // After a comma browsers read another type, and take that.
        return contentType.indexOf(',') < 0
                && (names.contains(name) || names.contains(name.substring(0, name.indexOf('/') + 1) + "*"));
    }
}

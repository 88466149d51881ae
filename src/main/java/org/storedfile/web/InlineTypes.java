package org.storedfile.web;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The media types that a browser may show; all others it saves. {@code audio/*} means all of a kind. Immutable. */
record InlineTypes(Set<String> names) {
    /** What runs no scripts: no HTML, SVG or XML. */
    static final InlineTypes SAFE = new InlineTypes(Set.of(
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

    InlineTypes {
        names = Set.copyOf(names);
    }

    InlineTypes and(Collection<String> more) {
        Set<String> all = new HashSet<>(names);
        more.forEach(name -> all.add(name.strip().toLowerCase(Locale.ROOT)));
        return new InlineTypes(all);
    }

    boolean contains(MediaType type) {
        String name = type.name();
        return names.contains(name) || names.contains(name.substring(0, name.indexOf('/') + 1) + "*");
    }
}

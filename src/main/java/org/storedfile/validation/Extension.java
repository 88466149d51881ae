package org.storedfile.validation;

import java.util.Locale;

/** What follows the last dot of a file's name, as Django sees it: a name that begins or ends with it has none. */
final class Extension {
    private Extension() {}

    /** Returns the extension in lower case; empty if there is none. */
    static String of(String name) {
        int dot = dot(name);
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    static String replace(String name, String extension) {
        int dot = dot(name);
        return (dot < 0 ? name : name.substring(0, dot)) + "." + extension;
    }

    private static int dot(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && dot < name.length() - 1 ? dot : -1;
    }
}

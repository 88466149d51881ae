package org.storedfile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The random part that each key has before its extension; {@code org.storedfile.persistence} makes it. */
final class KeySuffix {
    private static final Pattern KEY_NAME = Pattern.compile(
            "(?<stem>.+)_[0-9abcdefghjkmnpqrstvwxyz]{12}(?<extension>(\\.(?i:tar))?(\\.[\\p{L}\\p{M}\\p{N}]{1,20})?)");

    private KeySuffix() {}

    /** Returns the name without it; one that was not made here stays as it is, unless it happens to look so. */
    static String without(String fileName) {
        Matcher name = KEY_NAME.matcher(fileName);
        return name.matches() ? name.group("stem") + name.group("extension") : fileName;
    }
}

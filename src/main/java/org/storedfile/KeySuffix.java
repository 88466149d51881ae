package org.storedfile;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The random part that each key has before its extension, and after it the size of an image, such as {@code -800x600};
 * {@code org.storedfile.persistence} makes both.
 */
final class KeySuffix {
    private static final Pattern KEY_NAME = Pattern.compile(
            "(?<stem>.+)_[0-9abcdefghjkmnpqrstvwxyz]{12}(?:-(?<width>[1-9]\\d{0,6})x(?<height>[1-9]\\d{0,6}))?(?<extension>(\\.(?i:tar))?(\\.[\\p{L}\\p{M}\\p{N}]{1,20})?)");

    private KeySuffix() {}

    /** Tells whether the name has one; one that was not made here may happen to look so. */
    static boolean isIn(String fileName) {
        return KEY_NAME.matcher(fileName).matches();
    }

    /** Returns the name without it; one that was not made here stays as it is, unless it happens to look so. */
    static String without(String fileName) {
        Matcher name = KEY_NAME.matcher(fileName);
        return name.matches() ? name.group("stem") + name.group("extension") : fileName;
    }

    /** Returns the size that the key of an image says; empty if it says none. */
    static Optional<PixelSize> size(String fileName) {
        Matcher name = KEY_NAME.matcher(fileName);
        return name.matches() && name.group("width") != null
                ? Optional.of(
                        new PixelSize(Integer.parseInt(name.group("width")), Integer.parseInt(name.group("height"))))
                : Optional.empty();
    }
}

package org.storedfile.storage;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Keys that some media take for one: file systems that ignore case, or give a name back in another form of Unicode, and
 * columns whose collation does. Whoever removes what nobody refers to compares keys by {@link #folded}.
 */
public final class LikeKeys {
    private static final int ASCII = 0x80;

    private LikeKeys() {}

    /** Returns a form that all keys share which any medium takes for one; keys of other files may share it, too. */
    public static String folded(String key) {
        return isFolded(key) ? key : withoutCase(Normalizer.normalize(key, Form.NFD));
    }

    /**
     * Returns the forms in which others may have written the key down, itself among them: an index of exact values finds
     * them with equality. What mixes upper and lower case in another way is not among them.
     */
    public static Set<String> forms(String key) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(key);
        if (!isFolded(key)) {
            forms.add(Normalizer.normalize(key, Form.NFC));
            forms.add(Normalizer.normalize(key, Form.NFD));
            forms.add(folded(key));
        }
        return forms;
    }

    // As nearly all are: nothing is copied then.
    private static boolean isFolded(String key) {
        for (int i = 0; i < key.length(); i++) {
            char letter = key.charAt(i);
            if (letter >= ASCII || (letter >= 'A' && letter <= 'Z')) {
                return false;
            }
        }
        return !key.endsWith(" ");
    }

    // There and back: some lower case letters, such as both sigmas, have one upper case, and some have two.
    private static String withoutCase(String decomposed) {
        String lower =
                decomposed.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(lower.replace('\u03c2', '\u03c3'), Form.NFC).stripTrailing();
    }
}

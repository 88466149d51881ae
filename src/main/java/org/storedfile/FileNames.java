package org.storedfile;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** What a client calls its file. Old browsers send the whole path, with either kind of slash. */
final class FileNames {
    /** The most UTF-16 units of a name; what is longer is cut before the extension. */
    static final int MAX_LENGTH = 255;

    // Control, line-separating, bidirectional and no characters: they confuse headers, XML, logs and readers.
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\p{Cntrl}\\p{Cs}\\p{IsNoncharacter_Code_Point}\u0080-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]");

    private static final int MAX_EXTENSION = 20;

    /** Of how many units a letter may be composed. */
    private static final int MOST_PARTS = 4;

    private FileNames() {}

    static String clean(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String visible = INVISIBLE.matcher(last).replaceAll("").strip();
        if (visible.isEmpty() || visible.equals(".") || visible.equals("..")) {
            throw new IllegalArgumentException("a file needs a name: nothing is left of '"
                    + INVISIBLE.matcher(name).replaceAll("") + "'");
        }
        // As people count its letters: some systems send them in parts, an accent behind its letter. Not of a longer
        // text:
        // that takes a time that grows with the square of the number of its accents.
        String composed = Normalizer.normalize(shortened(visible, MOST_PARTS * MAX_LENGTH), Normalizer.Form.NFC);
        return shortened(composed, MAX_LENGTH);
    }

    private static String shortened(String name, int most) {
        if (name.length() <= most) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= MAX_EXTENSION ? name.substring(dot) : "";
        int end = most - extension.length();
        boolean splitsPair = Character.isHighSurrogate(name.charAt(end - 1));
        return name.substring(0, splitsPair ? end - 1 : end) + extension;
    }
}

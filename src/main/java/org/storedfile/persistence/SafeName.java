package org.storedfile.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.storedfile.storage.Key;

/**
 * What may stand in a key of a text that comes from outside. As Django's {@code get_valid_filename}: letters and
 * digits of all scripts, {@code _}, {@code -} and {@code .} stay, a space becomes {@code _}, the rest goes. Unlike
 * there, combining marks stay with their letter, because without them names in many scripts cannot be read.
 */
final class SafeName {
    private static final Pattern CLUSTER = Pattern.compile("\\X");
    private static final Pattern CODE_POINT = Pattern.compile("(?s).");

    private SafeName() {}

    /** Returns what is left of {@code text}: perhaps nothing, perhaps only dots. */
    static String clean(String text) {
        if (text.chars().allMatch(SafeName::isPlain)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        boolean onLetter = false;
        for (int codePoint : text.strip().codePoints().toArray()) {
            if (!isMark(codePoint)) {
                onLetter = isLetterOrDigit(codePoint);
            }
            // A mark whose letter is gone would sit on the wrong one.
            if (onLetter || codePoint == '_' || codePoint == '-' || codePoint == '.') {
                kept.appendCodePoint(codePoint);
            } else if (codePoint == ' ') {
                kept.append('_');
            }
        }
        return kept.toString();
    }

    /** Returns {@code text} without the dots and spaces at its end, which Windows would drop. */
    static String withoutTrailingDots(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == ' ')) {
            end--;
        }
        return text.substring(0, end);
    }

    /** Returns the longest beginning that has at most so many UTF-16 units and UTF-8 bytes and parts no character. */
    static String shortened(String text, int units, int bytes) {
        // Each character is one of its own then, and one byte; finding that out by pattern takes microseconds.
        if (text.chars().allMatch(unit -> unit >= ' ' && unit <= '~')) {
            return text.substring(0, Math.max(0, Math.min(text.length(), Math.min(units, bytes))));
        }
        String whole = longest(CLUSTER, text, units, bytes);
        return whole.isEmpty() ? longest(CODE_POINT, text, units, bytes) : whole;
    }

    /** Returns {@code text}, changed if Windows would take it for a device such as {@code con} or {@code con.a}. */
    static String harmless(String text) {
        int dot = text.indexOf('.');
        String head = dot < 0 ? text : text.substring(0, dot);
        if (head.isBlank() || Key.isSegment(head.stripTrailing())) {
            return text;
        }
        return dot < 0 ? text + "_" : head + "_" + text.substring(dot + 1);
    }

    private static String longest(Pattern unit, String text, int units, int bytes) {
        int end = 0;
        int left = bytes;
        Matcher next = unit.matcher(text);
        while (next.find() && next.end() <= units && (left -= next.group().getBytes(UTF_8).length) >= 0) {
            end = next.end();
        }
        return text.substring(0, end);
    }

    private static boolean isPlain(int unit) {
        return (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || (unit >= '0' && unit <= '9')
                || unit == '_'
                || unit == '-'
                || unit == '.';
    }

    // Python's \w: everything that is a number too, such as ² and ½, but of the connectors only _.
    private static boolean isLetterOrDigit(int codePoint) {
        return Character.isLetterOrDigit(codePoint)
                || Character.getType(codePoint) == Character.LETTER_NUMBER
                || Character.getType(codePoint) == Character.OTHER_NUMBER;
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}

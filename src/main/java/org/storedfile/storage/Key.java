package org.storedfile.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of an object in a storage: relative, {@code /}-separated, and safe on every medium.
 *
 * <p>A key that exists is valid; nobody checks again. It has 1 to {@value #MAX_LENGTH} characters. Its segments are
 * not empty, not {@code .} or {@code ..}, have at most {@value #MAX_SEGMENT_BYTES} bytes of UTF-8, do not end in a dot
 * or a space, and are not names of Windows devices. No backslash, colon, control character, unpaired surrogate,
 * Unicode noncharacter (such as U+FFFF, which XML cannot hold) or bidirectional control character occurs anywhere.
 * Immutable.
 */
public record Key(String value) implements Comparable<Key> {
    /** The most characters that a key may have, so that it fits a default VARCHAR column. */
    public static final int MAX_LENGTH = 255;

    /** The most bytes of UTF-8 in one segment: file systems allow 255, and a partial file's name is longer. */
    public static final int MAX_SEGMENT_BYTES = 200;

    // Unicode Bidi_Control: ALM, LRM, RLM, LRE to RLO, LRI to PDI.
    private static final Pattern FORBIDDEN = Pattern.compile(
            "[\\p{Cntrl}\\p{Cs}\\p{IsNoncharacter_Code_Point}\\\\:\u0080-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]");

    // https://learn.microsoft.com/windows/win32/fileio/naming-a-file: reserved with any extension too.
    private static final Set<String> DEVICES = Set.of(
            "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
            "com¹", "com²", "com³", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
            "lpt¹", "lpt²", "lpt³", "conin$", "conout$");

    /**
     * Checks the rules above.
     *
     * @throws IllegalArgumentException if a rule is broken; the message names the rule
     */
    public Key {
        if (!PlainKeys.contain(value)) {
            checkAll(value);
        }
    }

    /** Returns the key with this value; the same as the constructor. */
    public static Key of(String value) {
        return new Key(value);
    }

    /** Tells whether {@code segment} could stand between two slashes of a key. */
    public static boolean isSegment(String segment) {
        return !segment.contains("/")
                && segment.length() <= MAX_LENGTH
                && !FORBIDDEN.matcher(segment).find()
                && fault(segment) == null;
    }

    /** Returns the last segment. */
    public String fileName() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    @Override
    public int compareTo(Key other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static void checkAll(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw invalid(value, "must have 1 to " + MAX_LENGTH + " characters, has " + value.length());
        }
        if (FORBIDDEN.matcher(value).find()) {
            throw invalid(value, "contains a backslash, colon, control or bidirectional character or a noncharacter");
        }
        for (String segment : value.split("/", -1)) {
            check(value, segment);
        }
    }

    private static void check(String value, String segment) {
        String fault = fault(segment);
        if (fault != null) {
            throw invalid(value, fault);
        }
    }

    private static @org.jspecify.annotations.Nullable String fault(String segment) {
        if (segment.isEmpty()) {
            return "has an empty segment";
        }
        if (segment.equals(".") || segment.equals("..")) {
            return "has the segment '" + segment + "'";
        }
        if (segment.endsWith(".") || segment.endsWith(" ")) {
            return "has a segment that ends in a dot or a space";
        }
        if (segment.getBytes(UTF_8).length > MAX_SEGMENT_BYTES) {
            return "has a segment longer than " + MAX_SEGMENT_BYTES + " bytes";
        }
        return isDevice(segment) ? "has the Windows device name '" + segment + "'" : null;
    }

    private static boolean isDevice(String segment) {
        int dot = segment.indexOf('.');
        String stem = dot < 0 ? segment : segment.substring(0, dot);
        return DEVICES.contains(stem.stripTrailing().toLowerCase(Locale.ROOT));
    }

    private static IllegalArgumentException invalid(String value, String fault) {
        return new IllegalArgumentException("not a key: '" + printable(value) + "' " + fault);
    }

    // A message goes to logs and terminals: control and bidirectional characters must not act there.
    private static String printable(String value) {
        String head = value.length() <= MAX_LENGTH ? value : value.substring(0, MAX_LENGTH) + "…";
        return FORBIDDEN
                .matcher(head)
                .replaceAll(match -> match.group().equals(":")
                        ? ":"
                        : String.format("\\\\u%04x", match.group().codePointAt(0)));
    }
}

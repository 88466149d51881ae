package org.storedfile.storage;

/**
 * Tells the usual keys, of ASCII letters, digits, {@code _}, {@code -} and {@code .}, in one look: every loaded entity
 * makes one, and checking each rule of {@link Key} by itself takes longer than loading the rest of the entity.
 */
final class PlainKeys {
    /** What names of Windows devices begin with. */
    private static final String DEVICE_INITIALS = "acnplACNPL";

    private PlainKeys() {}

    /** Tells whether {@code value} is plain and breaks no rule of {@link Key}; others may be keys too. */
    static boolean contain(String value) {
        if (value.length() > Key.MAX_LENGTH) {
            return false;
        }
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '/') {
                if (!isSegment(value, start, i)) {
                    return false;
                }
                start = i + 1;
            } else if (!isPlain(c)) {
                return false;
            }
        }
        return isSegment(value, start, value.length());
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-'
                || c == '.';
    }

    private static boolean isSegment(String value, int start, int end) {
        return end > start
                && end - start <= Key.MAX_SEGMENT_BYTES
                && value.charAt(end - 1) != '.'
                && !mayBeDevice(value, start, end);
    }

    // Devices have three letters, or three and a digit; those with other characters are not plain.
    private static boolean mayBeDevice(String value, int start, int end) {
        if (DEVICE_INITIALS.indexOf(value.charAt(start)) < 0) {
            return false;
        }
        int dot = value.indexOf('.', start);
        int stem = (dot < 0 || dot > end ? end : dot) - start;
        return stem == 3 || stem == 4;
    }
}

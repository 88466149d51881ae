package org.storedfile.storage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, as people write it in options and constraints: a number and one of {@code B}, {@code KB},
 * {@code MB}, {@code GB} and {@code TB}, such as {@code 5 MB} or {@code 1.5GB}; without a unit they are bytes. In the
 * whole library 1 KB are 1024 bytes and 1 MB are 1024 KB, as in the JVM's own options, Spring and Django; {@code K} and
 * {@code KiB}, {@code M} and {@code MiB} and so on are the same. Immutable.
 */
public record DataSize(long bytes) {
    private static final List<String> UNITS = List.of("B", "KB", "MB", "GB", "TB");
    private static final Pattern FORM = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)\\s*(?:([KMGT])I?)?B?");

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException(bytes + " bytes are no size");
        }
    }

    /**
     * Reads a size such as {@code 5 MB}, in upper or lower case, with or without a space before the unit.
     *
     * @throws IllegalArgumentException if it is not written so, or 2^63 bytes or more
     */
    public static DataSize parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw fault(text);
        }
        int power = matcher.group(2) == null ? 0 : UNITS.indexOf(matcher.group(2) + "B");
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
        try {
            return new DataSize(bytes.setScale(0, RoundingMode.HALF_UP).longValueExact());
        } catch (ArithmeticException e) {
            throw fault(text);
        }
    }

    /** Returns it in the largest unit of which there is one, with at most one digit after the point: {@code 1.5 GB}. */
    @Override
    public String toString() {
        int power = bytes < 1024 ? 0 : Math.min(UNITS.size() - 1, (63 - Long.numberOfLeadingZeros(bytes)) / 10);
        BigDecimal number = BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(1L << (10 * power)));
        return number.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString() + " " + UNITS.get(power);
    }

    private static IllegalArgumentException fault(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is no size: write a number and one of " + UNITS + ", such as '5 MB'");
    }
}

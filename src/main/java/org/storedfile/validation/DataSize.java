package org.storedfile.validation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, as people write it. */
record DataSize(long bytes) {
    private static final List<String> UNITS = List.of("B", "KB", "MB", "GB", "TB");
    private static final Pattern FORM = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)\\s*(B|[KMGT]?I?B|)");

    /**
     * Reads a size such as {@code 5 MB}.
     *
     * @throws IllegalArgumentException if it is not written so
     */
    static DataSize parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches() || matcher.group(2).equals("IB")) {
            throw fault(text);
        }
        String unit = matcher.group(2).replace("I", "");
        int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit);
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
        try {
            return new DataSize(bytes.setScale(0, RoundingMode.HALF_UP).longValueExact());
        } catch (ArithmeticException e) {
            throw fault(text);
        }
    }

    /** Returns it in the largest unit of which there is one, with at most one digit after the point. */
    @Override
    public String toString() {
        int power = bytes < 1024 ? 0 : Math.min(UNITS.size() - 1, (63 - Long.numberOfLeadingZeros(bytes)) / 10);
        BigDecimal number = BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(1L << (10 * power)));
        return number.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString() + " " + UNITS.get(power);
    }

    /** Returns it as {@link #toString} does, or in bytes if {@code limit} would read the same. */
    String unlike(DataSize limit) {
        return toString().equals(limit.toString()) ? bytes + " B" : toString();
    }

    private static IllegalArgumentException fault(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is no size: write a number and one of " + UNITS + ", such as '5 MB'");
    }
}

package org.storedfile.validation;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Width to height. */
record Ratio(int width, int height) {
    static final Ratio NARROWEST = new Ratio(1, Integer.MAX_VALUE);
    static final Ratio WIDEST = new Ratio(Integer.MAX_VALUE, 1);
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,8}):([1-9]\\d{0,8})");

    /** Keeps it in its lowest terms. */
    Ratio {
        int divisor = BigInteger.valueOf(width).gcd(BigInteger.valueOf(height)).intValue();
        width /= divisor;
        height /= divisor;
    }

    /**
     * Reads a ratio such as {@code 16:9}.
     *
     * @throws IllegalArgumentException if it is not written so
     */
    static Ratio parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no ratio: write one such as '16:9'");
        }
        return new Ratio(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
    }

    double value() {
        return (double) width / height;
    }

    @Override
    public String toString() {
        return width + ":" + height;
    }
}

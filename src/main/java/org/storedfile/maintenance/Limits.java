package org.storedfile.maintenance;

import java.time.Duration;

/** The rules for numbers in options. */
final class Limits {
    private Limits() {}

    static void check(Duration graceAge, int number) {
        if (graceAge.isNegative()) {
            throw new IllegalArgumentException("grace age " + graceAge + ": it must not be negative");
        }
        requirePositive(number);
    }

    static void requirePositive(int number) {
        if (number < 1) {
            throw new IllegalArgumentException(number + " is too few: it must be at least 1");
        }
    }
}

package quickstart;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;

/** Prints what happens, and stops at the first thing that is not as it should be. */
final class Report {
    private Report() {}

    static void title(String text) {
        System.out.println("\n" + text);
    }

    static void line(String label, Object value) {
        System.out.printf("  %-24s %s%n", label, value);
    }

    static void row(String label, Map<String, String> columns) {
        System.out.println("  " + label);
        columns.forEach((column, value) -> line("  " + column, value));
    }

    /** Prints why it failed, as Stored File says it: what is wrapped around that, and what it wraps, adds nothing. */
    static void failure(Throwable failure) {
        Throwable reason = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(IOException.class::isInstance)
                .findFirst()
                .orElse(failure);
        System.out.println("\nThis failed: " + reason.getMessage());
    }

    static void check(String claim, boolean holds) {
        System.out.println("  " + (holds ? "✓ " : "✗ ") + claim);
        if (!holds) {
            throw new IllegalStateException("does not hold: " + claim);
        }
    }
}

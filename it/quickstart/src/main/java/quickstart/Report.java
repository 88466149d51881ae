package quickstart;

import java.util.Map;
import java.util.Objects;
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

    /** Prints why it failed, in one line for each cause that says something new. */
    static void failure(Throwable failure) {
        System.out.println("\nThis failed:");
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(cause -> !String.valueOf(cause.getMessage()).equals(String.valueOf(cause.getCause())))
                .map(cause -> Objects.requireNonNullElse(cause.getMessage(), cause.toString()))
                .distinct()
                .forEach(message -> System.out.println("  " + message));
    }

    static void check(String claim, boolean holds) {
        System.out.println("  " + (holds ? "✓ " : "✗ ") + claim);
        if (!holds) {
            throw new IllegalStateException("does not hold: " + claim);
        }
    }
}

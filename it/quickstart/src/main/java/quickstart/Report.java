package quickstart;

/** Prints what happens, and stops at the first thing that is not as it should be. */
final class Report {
    private Report() {}

    static void title(String text) {
        System.out.println("\n" + text);
    }

    static void line(String label, Object value) {
        System.out.printf("  %-24s %s%n", label, value);
    }

    static void check(String claim, boolean holds) {
        System.out.println("  " + (holds ? "✓ " : "✗ ") + claim);
        if (!holds) {
            throw new IllegalStateException("does not hold: " + claim);
        }
    }
}

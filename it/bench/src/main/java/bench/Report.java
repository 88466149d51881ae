package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of results, in Markdown. */
final class Report {
    private final List<String> rows = new ArrayList<>();

    /** Adds a comparison; {@code unit} is that of the times. */
    void compare(String work, String unit, Times ours, String reference, Times theirs, String target) {
        double ratio = ours.ratioTo(theirs);
        row(work, text(ours, unit), reference + ": " + text(theirs, unit), number(ratio), target);
    }

    /** Adds a row that is no comparison of times. */
    void row(String work, String ours, String reference, String ratio, String target) {
        String row = "| " + String.join(" | ", work, ours, reference, ratio, target) + " |";
        rows.add(row);
        System.out.println(row);
    }

    void print() {
        System.out.println();
        System.out.println("| work | Stored File, median (min) | reference, median (min) | ratio | target |");
        System.out.println("|---|---|---|---|---|");
        rows.forEach(System.out::println);
    }

    private static String text(Times times, String unit) {
        return number(times.median()) + " (" + number(times.min()) + ") " + unit;
    }

    static String number(double value) {
        String format = value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, format, value);
    }
}

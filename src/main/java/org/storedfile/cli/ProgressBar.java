package org.storedfile.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalLong;
import org.storedfile.maintenance.Progress;

/** A line that says how far a run is, written over and over. */
final class ProgressBar {
    private static final int WIDTH = 30;

    private final PrintWriter err;
    private final boolean isShown;
    private int length;

    ProgressBar(PrintWriter err, boolean isShown) {
        this.err = err;
        this.isShown = isShown;
    }

    void show(Progress progress) {
        if (isShown) {
            clear();
            String line = line(progress);
            err.print(line);
            err.flush();
            length = line.length();
        }
    }

    void clear() {
        if (length > 0) {
            err.print("\r" + " ".repeat(length) + "\r");
            err.flush();
            length = 0;
        }
    }

    static String line(Progress progress) {
        String step = progress.step().name().toLowerCase(Locale.ROOT);
        return String.format(
                Locale.ROOT,
                "%-8s%s %,d%s, %,d found",
                step,
                bar(progress),
                progress.done(),
                of(progress.total()),
                progress.findings());
    }

    private static String bar(Progress progress) {
        if (progress.total().isEmpty()) {
            return "";
        }
        long total = Math.max(1, progress.total().getAsLong());
        int full = (int) (WIDTH * Math.min(progress.done(), total) / total);
        return "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "]";
    }

    private static String of(OptionalLong total) {
        return total.isPresent() ? String.format(Locale.ROOT, " of %,d", total.getAsLong()) : "";
    }
}

package org.storedfile.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.storedfile.maintenance.Finding;
import org.storedfile.maintenance.MaintenanceReport;

/** Prints lines for people. */
final class TextOutput extends Output {
    private final PrintWriter out;

    TextOutput(PrintWriter out, ProgressBar bar) {
        super(bar);
        this.out = out;
    }

    @Override
    void print(Finding finding) {
        String where = finding.where().isEmpty() ? "" : " (" + finding.where() + ")";
        out.println(name(finding.problem()) + " " + finding.storage() + ":" + finding.key() + where + ": "
                + finding.detail());
    }

    @Override
    void print(MaintenanceReport report) {
        figures(report).forEach((name, figure) -> {
            if (!name.equals("problems")) {
                out.println(name + ": " + figure);
            }
        });
        report.problems().forEach((problem, count) -> out.println(name(problem) + ": " + count));
        out.flush();
    }

    private static String name(Enum<?> problem) {
        return problem.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

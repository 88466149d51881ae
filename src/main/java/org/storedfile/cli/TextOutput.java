package org.storedfile.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.storedfile.journal.JournalContents;
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

    @Override
    void print(JournalContents journal) {
        long rows =
                journal.groups().stream().mapToLong(JournalContents.Group::rows).sum();
        long due =
                journal.groups().stream().mapToLong(JournalContents.Group::due).sum();
        out.println(journal.table() + ": rows: " + rows + ", overdue: " + due);
        journal.groups()
                .forEach(group -> out.println(place(group.state(), group.application()) + " " + group.storage()
                        + ": rows: " + group.rows() + ", oldest: " + age(group.oldest()) + ", overdue: " + group.due()
                        + (group.due() == 0 ? "" : " for " + age(group.overdue())) + ", attempts: "
                        + group.attempts()));
        journal.failures()
                .forEach(failure -> out.println("failed " + place(failure.state(), failure.application()) + " "
                        + failure.storage() + ":" + failure.key() + ", attempts: " + failure.attempts() + ": "
                        + failure.error().lines().findFirst().orElse("")));
        out.flush();
    }

    private static String place(String state, String application) {
        return application.isEmpty() ? state : application + " " + state;
    }

    // Such as 26h3m12s.
    private static String age(Duration age) {
        return age.truncatedTo(ChronoUnit.SECONDS).toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static String name(Enum<?> problem) {
        return problem.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

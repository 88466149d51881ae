package org.storedfile.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.storedfile.StoredFileException;
import org.storedfile.journal.JournalContents;
import org.storedfile.maintenance.Finding;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.maintenance.MaintenanceReport;
import org.storedfile.maintenance.Progress;
import picocli.CommandLine;

/** Prints what a run tells: findings and the report to standard output, progress to standard error. */
abstract class Output implements MaintenanceListener {
    private final ProgressBar bar;

    Output(ProgressBar bar) {
        this.bar = bar;
    }

    static Output of(OutputOptions options, CommandLine commandLine) {
        ProgressBar bar = new ProgressBar(commandLine.getErr(), !options.isQuiet);
        PrintWriter out = commandLine.getOut();
        return options.isJson ? json(out, bar) : new TextOutput(out, bar);
    }

    private static Output json(PrintWriter out, ProgressBar bar) {
        try {
            return new JsonOutput(out, bar);
        } catch (NoClassDefFoundError e) {
            throw new StoredFileException(
                    "--json needs com.fasterxml.jackson.core:jackson-databind on the class path: missing is "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public final void progress(Progress progress) {
        bar.show(progress);
    }

    @Override
    public final void found(Finding finding) {
        bar.clear();
        print(finding);
    }

    /** Prints the end, and returns the exit code. */
    final int report(MaintenanceReport report) {
        bar.clear();
        print(report);
        return report.isSound() ? StoredFileCommand.SOUND : StoredFileCommand.DAMAGED;
    }

    abstract void print(Finding finding);

    abstract void print(MaintenanceReport report);

    abstract void print(JournalContents journal);

    /** Returns the report's figures by name. */
    static Map<String, Object> figures(MaintenanceReport report) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("objects", report.objects());
        figures.put("rows", report.rows());
        figures.put("problems", report.problems());
        figures.put("removed", report.removed());
        figures.put("copied", report.copied());
        figures.put("moved", report.moved());
        figures.put("unchecked", report.unchecked());
        figures.put("bytes", report.bytes());
        return figures;
    }
}

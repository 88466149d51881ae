package org.storedfile.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.storedfile.journal.JournalContents;
import org.storedfile.maintenance.Finding;
import org.storedfile.maintenance.MaintenanceReport;

/** Prints one JSON object a line. */
final class JsonOutput extends Output {
    private final PrintWriter out;
    private final ObjectMapper json = new ObjectMapper();

    JsonOutput(PrintWriter out, ProgressBar bar) {
        super(bar);
        this.out = out;
    }

    @Override
    void print(Finding finding) {
        print("finding", finding);
    }

    @Override
    void print(MaintenanceReport report) {
        print("report", figures(report));
        out.flush();
    }

    @Override
    void print(JournalContents journal) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("table", journal.table());
        figures.put("groups", journal.groups().stream().map(JsonOutput::figures).toList());
        figures.put("failures", journal.failures());
        print("journal", figures);
        out.flush();
    }

    private static Map<String, Object> figures(JournalContents.Group group) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("application", group.application());
        figures.put("storage", group.storage());
        figures.put("state", group.state());
        figures.put("rows", group.rows());
        figures.put("oldestSeconds", group.oldest().toSeconds());
        figures.put("due", group.due());
        figures.put("overdueSeconds", group.overdue().toSeconds());
        figures.put("attempts", group.attempts());
        return figures;
    }

    private void print(String name, Object value) {
        try {
            out.println(json.writeValueAsString(Map.of(name, value)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + name + " could not be written as JSON", e);
        }
    }
}

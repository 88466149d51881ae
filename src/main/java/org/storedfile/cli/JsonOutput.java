package org.storedfile.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.Map;
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

    private void print(String name, Object value) {
        try {
            out.println(json.writeValueAsString(Map.of(name, value)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + name + " could not be written as JSON", e);
        }
    }
}

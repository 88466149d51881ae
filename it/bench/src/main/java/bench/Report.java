package bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The results: a table in Markdown, and JSON for programs. */
final class Report {
    private final List<String> rows = new ArrayList<>();
    private final List<Map<String, Object>> results = new ArrayList<>();

    /** Adds a comparison; {@code unit} is that of the times. */
    void compare(String work, String unit, Times ours, String reference, Times theirs, String target) {
        double ratio = ours.ratioTo(theirs);
        print(work, text(ours, unit), reference + ": " + text(theirs, unit), number(ratio), target);
        Map<String, Object> result = result(work, target);
        result.put("unit", unit);
        result.put("times", ours.values());
        result.put("reference", reference);
        result.put("referenceTimes", theirs.values());
        result.put("ratio", ratio);
    }

    /** Adds a row that is no comparison of times. */
    void row(String work, String ours, String reference, String ratio, String target) {
        print(work, ours, reference, ratio, target);
        Map<String, Object> result = result(work, target);
        result.put("value", ours);
        result.put("reference", reference);
    }

    /** Adds how long something took for each of these numbers. */
    void points(String work, String unit, int[] numbers, List<Double> seconds) {
        Map<Integer, Double> points = new LinkedHashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            points.put(numbers[i], seconds.get(i));
        }
        String text = points.entrySet().stream()
                .map(point -> point.getKey() + ": " + number(point.getValue() * 1000))
                .collect(Collectors.joining(", "));
        String title = work + ", ms by " + unit;
        print(title, text, "", "", "");
        result(title, "").put("secondsBy", points);
    }

    /** Adds a number that must be as it is, whatever the machine. */
    void require(String what, long found, long wanted) {
        row(what, Long.toString(found), "", "", Long.toString(wanted));
        if (found != wanted) {
            throw new IllegalStateException(what + ": " + found + " instead of " + wanted);
        }
    }

    /** Adds a number that must be no more than {@code most}, whatever the machine. */
    void requireAtMost(String what, long found, String reference, long theirs, long most) {
        String ratio = number((double) found / theirs);
        row(what, Long.toString(found), reference + ": " + theirs, ratio, "at most " + most);
        if (found > most) {
            throw new IllegalStateException(what + ": " + found + " instead of at most " + most);
        }
    }

    void print() {
        System.out.println();
        System.out.println(machine());
        System.out.println("| work | Stored File, median (min) | reference, median (min) | ratio | target |");
        System.out.println("|---|---|---|---|---|");
        rows.forEach(System.out::println);
    }

    /** Writes all results, with every single time. */
    void write(Path file) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("time", Instant.now().toString());
        all.put("machine", machine());
        all.put("results", results);
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), all);
        System.out.println("(" + file + ")");
    }

    static String number(double value) {
        String format = value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, format, value);
    }

    private void print(String... cells) {
        String row = "| " + String.join(" | ", cells) + " |";
        rows.add(row);
        System.out.println(row);
    }

    private Map<String, Object> result(String work, String target) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("work", work);
        result.put("target", target);
        results.add(result);
        return result;
    }

    private static String machine() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system.getName() + " " + system.getVersion() + ", " + system.getAvailableProcessors()
                + " processors, load average " + number(system.getSystemLoadAverage()) + ", "
                + System.getProperty("java.vm.name") + " " + System.getProperty("java.version");
    }

    private static String text(Times times, String unit) {
        return number(times.median()) + " (" + number(times.min()) + ") " + unit;
    }
}

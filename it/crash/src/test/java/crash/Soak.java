package crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Has one node work for {@code -Dcrash.minutes} on PostgreSQL and S3, and shows what it holds meanwhile: heap, threads,
 * file handles, connections, and the rows of the journal. Ends with 1 if any of them grew, or if something was lost.
 */
public final class Soak {
    private static final int THREADS = 4;
    private static final int SAMPLES = 20;

    private Soak() {}

    /** What there was at one moment. */
    private record Sample(long heapKib, long threads, long handles, long connections, long journal) {
        long[] values() {
            return new long[] {heapKib, threads, handles, connections, journal};
        }
    }

    /** How much more of something there may be at the end than in the beginning. */
    private record Limit(String name, double factor, long more) {}

    private static final List<Limit> LIMITS = List.of(
            new Limit("heap KiB", 1.2, 4096),
            new Limit("threads", 1, 3),
            new Limit("handles", 1, 10),
            // A pool fills when it first has to.
            new Limit("connections", 1, 2),
            new Limit("journal rows", 1.5, 20));

    public static void main(String[] arguments) throws Exception {
        long millis = (long) (Double.parseDouble(System.getProperty("crash.minutes")) * 60_000);
        Path folder = Files.createTempDirectory("soak");
        Tally tally = new Tally();
        try (Stage stage = PostgresAndS3.in(folder)) {
            stage.createTables();
            NodeProcess node = NodeProcess.start(stage, new JavaOptions(folder.resolve("soak.jsa")).forNodes(), tally);
            node.open(Manner.all(false).get(0));
            node.awaitOpened();
            node.tell("work 1 " + THREADS);
            List<Sample> samples = samples(stage, node, millis);
            node.tell("stop");
            node.await("stopped");
            Check.Result result = new Check(stage, tally).everything();
            tally.checked(result);
            node.kill();
            System.out.println("soak: " + tally.report(stage.name()));
            System.exit(isFlat(samples) && tally.isClean() ? 0 : 1);
        }
    }

    private static List<Sample> samples(Stage stage, NodeProcess node, long millis) throws Exception {
        List<Sample> samples = new ArrayList<>();
        System.out.println("soak: heap KiB, threads, handles, connections, journal rows");
        for (int i = 0; i < SAMPLES; i++) {
            Thread.sleep(millis / SAMPLES);
            Sample sample = sample(stage, node);
            samples.add(sample);
            System.out.println("soak: " + sample);
        }
        return samples;
    }

    private static Sample sample(Stage stage, NodeProcess node) throws SQLException, InterruptedException {
        String[] facts = node.facts().split(" ");
        try (Connection connection = stage.connect();
                Statement statement = connection.createStatement()) {
            return new Sample(
                    Long.parseLong(facts[1]),
                    Long.parseLong(facts[2]),
                    Long.parseLong(facts[3]),
                    number(statement, "select count(*) from pg_stat_activity where datname = 'postgres'") - 1,
                    number(statement, "select count(*) from stored_file_journal"));
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    // The last quarter beside the second: in the first one things are still being filled.
    private static boolean isFlat(List<Sample> samples) {
        boolean isFlat = true;
        for (int value = 0; value < LIMITS.size(); value++) {
            Limit limit = LIMITS.get(value);
            double before = average(samples.subList(SAMPLES / 4, SAMPLES / 2), value);
            double after = average(samples.subList(SAMPLES * 3 / 4, SAMPLES), value);
            boolean isWithin = after <= before * limit.factor() + limit.more();
            System.out.printf(
                    "soak: %-12s %10.1f, at the end %10.1f%s%n", limit.name(), before, after, isWithin ? "" : "  GREW");
            isFlat &= isWithin;
        }
        return isFlat;
    }

    private static double average(List<Sample> samples, int value) {
        return samples.stream()
                .mapToLong(sample -> sample.values()[value])
                .average()
                .orElse(0);
    }
}

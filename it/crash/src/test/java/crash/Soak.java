package crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Has one node work for {@code -Dcrash.minutes} on PostgreSQL and S3, and shows what it holds meanwhile: heap, threads,
 * file handles, connections, and the rows of the journal. A second node works beside it, in one manner after the other,
 * and a third verifies, sweeps, and copies to a folder and back. Ends with 1 if anything grew, was lost, left over or
 * stayed in the journal, or if maintenance was wrong.
 */
public final class Soak {
    private static final int THREADS = 4;
    private static final int SAMPLES = 20;

    /** How the second node works, one after the other: as many as there are samples in a quarter. */
    private static final List<Manner> MANNERS = Stream.of(
                    "HIBERNATE JTA REPEATABLE_READ true",
                    "ECLIPSELINK LOCAL READ_COMMITTED false",
                    "ECLIPSELINK JTA SERIALIZABLE false",
                    "HIBERNATE JTA_TWO_PHASES READ_COMMITTED false",
                    "ECLIPSELINK JTA_TWO_PHASES REPEATABLE_READ true")
            .map(Manner::of)
            .toList();

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What there was at one moment. */
    private record Sample(long heapKib, long threads, long handles, long connections, long journal) {
        long[] values() {
            return new long[] {heapKib, threads, handles, connections, journal};
        }
    }

    /** How much more of something there may be at the end than in the beginning. */
    private record Limit(String name, double factor, long more) {}

    private static final List<Limit> LIMITS = List.of(
            new Limit("heap KiB", 1.1, 2048),
            new Limit("threads", 1, 3),
            new Limit("handles", 1, 10),
            // A pool fills when it first has to.
            new Limit("connections", 1, 2),
            new Limit("journal rows", 1.25, 10));

    private final Stage stage;
    private final Tally tally = new Tally();
    private final Check check;
    private final NodeProcess steady;
    private final NodeProcess changing;
    private final Keeper keeper;
    private final NodeProcess keeping;
    private int seed;
    private int tasks;

    private Soak(Stage stage, List<String> options) throws IOException {
        this.stage = stage;
        check = new Check(stage, tally);
        steady = NodeProcess.start(stage, options, tally);
        changing = NodeProcess.start(stage, options, tally);
        keeping = NodeProcess.start(stage, options, tally);
        keeper = new Keeper(keeping, stage, check);
    }

    public static void main(String[] arguments) throws Exception {
        long millis = (long) (Double.parseDouble(System.getProperty("crash.minutes")) * 60_000);
        Path folder = Files.createTempDirectory("soak");
        try (Stage stage = PostgresAndS3.in(folder)) {
            stage.createTables();
            Soak soak = new Soak(stage, new JavaOptions(folder.resolve("soak.jsa")).forNodes());
            System.exit(soak.isClean(millis) ? 0 : 1);
        }
    }

    private boolean isClean(long millis) throws Exception {
        steady.open(Manner.all(false).get(0));
        steady.awaitOpened();
        keeping.open(Manner.all(false).get(0));
        keeping.awaitOpened();
        work(steady);
        List<Sample> samples = samples(millis);
        stop(steady);
        stop(changing);
        drain();
        keeper.sweep("default");
        keeper.sweep("attic");
        tally.checked(check.everything());
        List.of(steady, changing, keeping).forEach(Soak::kill);
        System.out.println("soak: " + tally.report(stage.name()));
        System.out.println("soak: " + keeper.report());
        keeper.faults().forEach(fault -> System.out.println("soak: FAULT: " + fault));
        return isFlat(samples) & tally.isClean() & keeper.faults().isEmpty();
    }

    private void work(NodeProcess node) {
        node.tell("work " + seed++ * THREADS + " " + THREADS);
    }

    private static void stop(NodeProcess node) throws InterruptedException {
        node.tell("stop");
        node.await("stopped");
    }

    private static void kill(NodeProcess node) {
        try {
            node.kill();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Sample> samples(long millis) throws Exception {
        List<Sample> samples = new ArrayList<>();
        System.out.println("soak: heap KiB, threads, handles, connections, journal rows");
        long start = System.nanoTime();
        for (int i = 1; i <= SAMPLES; i++) {
            changing.open(MANNERS.get(i % MANNERS.size()));
            changing.awaitOpened();
            work(changing);
            long end = start + TimeUnit.MILLISECONDS.toNanos(millis * i / SAMPLES);
            do {
                maintain();
            } while (System.nanoTime() < end);
            Sample sample = sample();
            samples.add(sample);
            System.out.println("soak: " + sample);
            if (i < SAMPLES) {
                stop(changing);
                changing.close();
            }
        }
        return samples;
    }

    // In turn. Who loaded a row before it was copied may write the old place back, which is to be swept only when all
    // of
    // these have ended.
    private void maintain() throws InterruptedException, IOException, SQLException {
        switch (tasks++ % 6) {
            case 0, 3 -> keeper.verify();
            case 1 -> copy("default", "attic");
            case 2 -> keeper.sweep("default");
            case 4 -> copy("attic", "default");
            default -> keeper.sweep("attic");
        }
    }

    private void copy(String from, String to) throws InterruptedException, IOException, SQLException {
        keeper.copy(from, to);
        for (NodeProcess node : List.of(steady, changing)) {
            stop(node);
            work(node);
        }
    }

    private void drain() throws InterruptedException, IOException, SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int rows = check.changes().journal();
        while (rows > 0 && System.nanoTime() < end) {
            Thread.sleep(200);
            rows = check.changes().journal();
        }
        tally.drained(rows);
    }

    private Sample sample() throws SQLException, InterruptedException {
        String[] facts = steady.facts().split(" ");
        try (Connection connection = stage.connect();
                Statement statement = connection.createStatement()) {
            return new Sample(
                    Long.parseLong(facts[1]),
                    Long.parseLong(facts[2]),
                    Long.parseLong(facts[3]),
                    number(
                            statement,
                            "select count(*) from pg_stat_activity where application_name = 'node " + steady.id()
                                    + "'"),
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

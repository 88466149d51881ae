package crash;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Kills nodes on one stage, round after round. In each round one node dies, now and then all of them; those that live
 * on and a new one clean up, and then everything is checked.
 */
final class Rounds {
    private static final int THREADS = 3;
    private static final int LESSON = 40;
    private static final int TOLD_EVERY = 100;
    private static final int MOST_REPETITIONS = 5;
    private static final long POINT_PATIENCE_MILLIS = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String RANDOM_INSTANT = "at a random instant";

    private final Stage stage;
    private final JavaOptions options;
    private final SplittableRandom random;
    private final Tally tally = new Tally();
    private final Check check;
    private final Map<String, Integer> points = new TreeMap<>();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private NodeProcess spare;
    private String last = "nothing";
    private int told;

    Rounds(Stage stage, Path folder, long seed) {
        this.stage = stage;
        this.options = new JavaOptions(folder.resolve(stage.name() + ".jsa"));
        this.random = new SplittableRandom(seed);
        this.check = new Check(stage, tally);
    }

    Tally run(int kills) throws IOException, InterruptedException, SQLException {
        learn();
        spare = start(options.forNodes());
        while (tally.kills() < kills) {
            round();
            tellSometimes();
        }
        complete();
        drain();
        report(check.everything());
        for (NodeProcess node : nodes) {
            node.kill();
        }
        spare.kill();
        return tally;
    }

    // A run that somebody ends early has told something.
    private void tellSometimes() {
        if (tally.kills() - told >= TOLD_EVERY) {
            told = tally.kills();
            System.out.println("crash: so far, " + tally.report(stage.name()));
        }
    }

    // From a node that nobody kills: which points there are, and which classes its followers will need.
    private void learn() throws IOException, InterruptedException, SQLException {
        NodeProcess first = start(options.forFirstNode());
        open(first);
        work();
        while (tally.transactions() < LESSON) {
            Thread.sleep(20);
        }
        settle();
        first.end();
        nodes.clear();
    }

    private void round() throws IOException, InterruptedException, SQLException {
        complete();
        if (stage.server().isPresent() && random.nextInt(8) == 0) {
            stopDatabase(stage.server().get());
        } else {
            killOne();
        }
        complete();
        settle();
        tally.databaseIsBack();
        if (random.nextInt(5) == 0) {
            drain();
        }
    }

    private void killOne() throws InterruptedException {
        String point = point();
        NodeProcess victim = nodes.get(random.nextInt(nodes.size()));
        if (!point.equals(RANDOM_INSTANT)) {
            victim.tell("arm " + repetitions(point) + " " + point);
        }
        work();
        boolean isThere = point.equals(RANDOM_INSTANT) ? waitSomeTime() : victim.comesTo(point, POINT_PATIENCE_MILLIS);
        kill(victim, isThere ? point : RANDOM_INSTANT);
        if (!nodes.isEmpty() && random.nextInt(6) == 0) {
            kill(nodes.get(0), "together with another");
        }
    }

    // All nodes live on, and do not know how their commits ended.
    private void stopDatabase(Postgres server) throws IOException, InterruptedException {
        work();
        waitSomeTime();
        // One that is still starting could not start.
        spare.awaitOpened();
        tally.databaseStops();
        last = "a stop of the database";
        server.stopImmediately();
        server.startAgain();
        waitSomeTime();
    }

    // Two thirds at points, those with the fewest kills first.
    private String point() {
        if (random.nextInt(3) == 0) {
            return RANDOM_INSTANT;
        }
        int fewest = points.keySet().stream().mapToInt(tally::kills).min().orElse(0);
        List<String> candidates = points.keySet().stream()
                .filter(point -> tally.kills(point) == fewest)
                .toList();
        return candidates.get(random.nextInt(candidates.size()));
    }

    private int repetitions(String point) {
        return 1 + random.nextInt(Math.min(MOST_REPETITIONS, 1 + points.get(point) / 10));
    }

    private boolean waitSomeTime() throws InterruptedException {
        Thread.sleep(random.nextInt(20, 700));
        return true;
    }

    private void complete() throws IOException, InterruptedException {
        while (nodes.size() < stage.nodes()) {
            NodeProcess node = spare;
            spare = start(options.forNodes());
            open(node);
        }
    }

    private NodeProcess start(List<String> javaOptions) throws IOException {
        // One of two nodes may see snapshots and the other not.
        String isolation = random.nextBoolean() ? "READ_COMMITTED" : "REPEATABLE_READ";
        NodeProcess node = NodeProcess.start(stage, javaOptions, isolation, tally);
        node.tell("open");
        return node;
    }

    private void open(NodeProcess node) throws InterruptedException {
        node.awaitOpened();
        nodes.add(node);
    }

    private void work() {
        nodes.forEach(node -> node.tell("work " + random.nextLong() + " " + THREADS));
    }

    private void kill(NodeProcess node, String where) throws InterruptedException {
        node.kill();
        nodes.remove(node);
        tally.killed(where);
        last = "a kill " + where;
    }

    private void settle() throws InterruptedException, IOException, SQLException {
        for (NodeProcess node : nodes) {
            node.tell("stop");
        }
        for (NodeProcess node : nodes) {
            node.await("stopped");
            node.points().forEach((point, count) -> points.merge(point, count, Math::max));
        }
        report(patiently(result -> true));
    }

    // Until the reapers of the nodes have nothing left to do.
    private void drain() throws InterruptedException, IOException, SQLException {
        Check.Result result = patiently(drained -> drained.journal() == 0);
        if (result.journal() > 0) {
            System.out.println("crash: the journal on " + stage.name() + " still has " + result.journal() + " rows");
        }
        tally.drained(result.journal());
        report(result);
    }

    // A database may need a moment to notice that a client died.
    private Check.Result patiently(Predicate<Check.Result> enough)
            throws InterruptedException, IOException, SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Check.Result result = check.changes();
        while (!(result.isClean() && enough.test(result)) && System.nanoTime() < end) {
            Thread.sleep(200);
            result = check.changes();
        }
        return result;
    }

    private void report(Check.Result result) {
        tally.checked(result);
        if (!result.isClean()) {
            System.out.println("crash: on " + stage.name() + " after " + last + ", commits that the database forgot: "
                    + result.forgotten());
        }
        result.lost().forEach(file -> System.out.println("crash: LOST on " + stage.name() + ": " + file));
        result.leftOver().forEach(file -> System.out.println("crash: LEFT OVER on " + stage.name() + ": " + file));
    }
}

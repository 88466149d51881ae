package crash;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Kills nodes on one stage, round after round. In each round one node dies, now and then all of them; those that live
 * on and a new one clean up, and then everything is checked.
 */
final class Rounds {
    private static final int THREADS = 3;
    private static final int LESSON = 20;
    private static final int STOP_EVERY = 6;
    private static final int TOLD_EVERY = 100;
    private static final int MOST_REPETITIONS = 5;
    private static final long POINT_PATIENCE_MILLIS = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String RANDOM_INSTANT = "at a random instant";
    private static final String REAPING = "reaping: before";

    private final Stage stage;
    private final JavaOptions options;
    private final SplittableRandom random;
    private final Tally tally = new Tally();
    private final Check check;
    private final Deck deck;
    private final Map<String, Map<String, Integer>> points = new TreeMap<>();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private NodeProcess spare;
    private String last = "nothing";
    private int told;
    private int rounds;
    private int stops;

    Rounds(Stage stage, Path folder, long seed) {
        this.stage = stage;
        this.options = new JavaOptions(folder.resolve(stage.name() + ".jsa"));
        this.random = new SplittableRandom(seed);
        this.deck = new Deck(stage.hasTwoPhases(), random.split());
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

    // From a node that nobody kills, in each kind of manner: which points there are, and which classes its followers
    // will need.
    private void learn() throws IOException, InterruptedException, SQLException {
        NodeProcess first = NodeProcess.start(stage, options.forFirstNode(), tally);
        Map<String, Manner> kinds = new TreeMap<>();
        Manner.all(stage.hasTwoPhases()).forEach(manner -> kinds.putIfAbsent(manner.kind(), manner));
        for (Manner manner : kinds.values()) {
            first.open(manner);
            open(first);
            work();
            int enough = tally.transactions() + LESSON;
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (tally.transactions() < enough) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the first node does not work as " + manner);
                }
                Thread.sleep(20);
            }
            settle();
            first.close();
            nodes.clear();
        }
        first.end();
    }

    private void round() throws IOException, InterruptedException, SQLException {
        complete();
        rounds++;
        if (stage.server().isPresent() && rounds % STOP_EVERY == 0) {
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

    // One of those whose combination died least often.
    private void killOne() throws InterruptedException, SQLException {
        NodeProcess victim = nodes.stream()
                .min(Comparator.comparingInt(node -> tally.kills(node.manner())))
                .orElseThrow();
        Optional<NodeProcess> reaping = reapsBeside(victim);
        reaping.ifPresent(node -> node.tell("hold " + REAPING));
        work();
        boolean isReaping = reaping.isPresent() && reaping.get().holds(REAPING, POINT_PATIENCE_MILLIS);
        kill(victim, comeSomewhere(victim));
        if (isReaping) {
            tally.killedWhileReaping();
        }
        if (!nodes.isEmpty() && random.nextInt(6) == 0) {
            kill(nodes.get(0), "together with another");
        }
        reaping.ifPresent(node -> node.tell("release"));
    }

    // Until one died so, and now and then afterwards, another node is within a removal of its reaper meanwhile.
    private Optional<NodeProcess> reapsBeside(NodeProcess victim) {
        return tally.killsWhileReaping() == 0 || random.nextInt(4) == 0
                ? nodes.stream().filter(node -> node != victim).findFirst()
                : Optional.empty();
    }

    private String comeSomewhere(NodeProcess victim) throws InterruptedException {
        Map<String, Integer> known = points.get(victim.manner().kind());
        String point = point(known.keySet());
        if (!point.equals(RANDOM_INSTANT)) {
            victim.tell("arm " + repetitions(known.get(point)) + " " + point);
            return victim.comesTo(point, POINT_PATIENCE_MILLIS) ? point : RANDOM_INSTANT;
        }
        waitSomeTime();
        return RANDOM_INSTANT;
    }

    // All nodes live on, and do not know how their commits ended.
    private void stopDatabase(Postgres server) throws IOException, InterruptedException, SQLException {
        work();
        waitSomeTime();
        // One that is still starting could not start.
        spare.awaitOpened();
        Moment moment = Moment.values()[++stops % Moment.values().length];
        Set<String> held;
        try (Connection connection = stage.connect()) {
            held = moment.hold(connection);
            tally.databaseStops();
            server.stopImmediately();
        }
        server.startAgain();
        Moment reached = held.isEmpty() ? Moment.ANY : moment;
        last = "a stop of the database " + reached;
        waitSomeTime();
        try (Connection connection = stage.connect()) {
            tally.databaseStopped(reached, reached.others(connection, held));
            tally.decided(new Branches(connection, random).decideOld());
        }
    }

    // Two thirds at points, those with the fewest kills first.
    private String point(Set<String> known) {
        if (random.nextInt(3) == 0) {
            return RANDOM_INSTANT;
        }
        int fewest = known.stream().mapToInt(tally::kills).min().orElse(0);
        List<String> candidates =
                known.stream().filter(point -> tally.kills(point) == fewest).toList();
        return candidates.get(random.nextInt(candidates.size()));
    }

    private int repetitions(int count) {
        return 1 + random.nextInt(Math.min(MOST_REPETITIONS, 1 + count / 10));
    }

    private void waitSomeTime() throws InterruptedException {
        Thread.sleep(random.nextInt(20, 700));
    }

    private void complete() throws IOException, InterruptedException {
        while (nodes.size() < stage.nodes()) {
            NodeProcess node = spare;
            spare = start(options.forNodes());
            open(node);
        }
    }

    // Of two nodes one may see snapshots and the other not, and so on.
    private NodeProcess start(List<String> javaOptions) throws IOException {
        NodeProcess node = NodeProcess.start(stage, javaOptions, tally);
        node.open(deck.next());
        return node;
    }

    private void open(NodeProcess node) throws InterruptedException {
        node.awaitOpened();
        nodes.add(node);
    }

    private void work() {
        nodes.forEach(node -> node.tell("work " + random.nextLong() + " " + THREADS));
    }

    private void kill(NodeProcess node, String where) throws InterruptedException, SQLException {
        node.kill();
        nodes.remove(node);
        tally.killed(where, node.manner());
        last = "a kill " + where + ", " + node.manner();
        if (node.manner().transactions() == Manner.Transactions.JTA_TWO_PHASES) {
            decide(node);
        }
    }

    // Not at once: what is in doubt has to be left alone until somebody decides.
    private void decide(NodeProcess dead) throws InterruptedException, SQLException {
        waitSomeTime();
        try (Connection connection = stage.connect()) {
            tally.decided(new Branches(connection, random).decide(dead.id()));
        }
    }

    private void settle() throws InterruptedException, IOException, SQLException {
        for (NodeProcess node : nodes) {
            node.tell("stop");
        }
        for (NodeProcess node : nodes) {
            node.await("stopped");
            Map<String, Integer> known = points.computeIfAbsent(node.manner().kind(), kind -> new TreeMap<>());
            node.points().forEach((point, count) -> known.merge(point, count, Math::max));
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

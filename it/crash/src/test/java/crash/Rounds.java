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

    /** A run that is as long on a stage comes to all that {@link Coverage} asks for. */
    static final int ENOUGH = 15;

    private static final int MORE = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String REAPING = "reaping: before";

    private static final List<String> MAINTENANCE = List.of("none", "verify", "none", "sweep default");

    private final Stage stage;
    private final JavaOptions options;
    private final SplittableRandom random;
    private final Tally tally = new Tally();
    private final Check check;
    private final Deck deck;
    private final Steps steps;
    private final Deaths deaths;
    private final Doubts doubts;
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
        this.steps = new Steps(tally, random.split());
        this.deaths = new Deaths(steps, tally, random.split());
        this.doubts = new Doubts(stage, tally, random.split());
    }

    Tally run(int kills) throws IOException, InterruptedException, SQLException {
        learn();
        tally.learned();
        spare = start(options.forNodes());
        Coverage coverage = new Coverage(tally, steps, stage);
        // By chance two die at once more often, or wait for a step in vain: then some more die.
        while (tally.kills() < kills
                || tally.kills() < kills + MORE && !coverage.faults().isEmpty()) {
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
        coverage.faults().forEach(tally::notTried);
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
        Optional<NodeProcess> keeper = keepsBeside(victim);
        keeper.ifPresent(node -> node.tell("maintain " + MAINTENANCE.get(rounds % MAINTENANCE.size())));
        boolean isReaping = reaping.isPresent() && reaping.get().holds(REAPING, Deaths.PATIENCE_MILLIS);
        List<NodeProcess> dead = new ArrayList<>(List.of(victim));
        kill(victim, deaths.lead(victim));
        if (isReaping) {
            tally.killedWhileReaping();
        }
        if (!nodes.isEmpty() && random.nextInt(6) == 0) {
            dead.add(nodes.get(0));
            kill(nodes.get(0), "together with another");
        }
        reaping.ifPresent(node -> node.tell("release"));
        if (keeper.filter(nodes::contains).isPresent()) {
            keeper.get().maintained();
            tally.maintained(keeper.get().findings());
        }
        for (NodeProcess node : dead) {
            doubts.decide(node);
        }
    }

    // Until one died so, and now and then afterwards, another node is within a removal of its reaper meanwhile.
    private Optional<NodeProcess> reapsBeside(NodeProcess victim) {
        return tally.killsWhileReaping() == 0 || random.nextInt(4) == 0
                ? nodes.stream().filter(node -> node != victim).findFirst()
                : Optional.empty();
    }

    // Every other round another node compares storage and rows meanwhile, and removes what nobody refers to: nothing.
    private Optional<NodeProcess> keepsBeside(NodeProcess victim) {
        return rounds % 2 == 0
                ? Optional.empty()
                : nodes.stream().filter(node -> node != victim).findFirst();
    }

    // All nodes live on, and do not know how their commits ended.
    private void stopDatabase(Postgres server) throws IOException, InterruptedException, SQLException {
        Moment moment = Moment.values()[++stops % Moment.values().length];
        work();
        while (moment != Moment.ANY
                && nodes.stream().allMatch(node -> node.manner().isInTwoPhases())) {
            killOneThatPrepares();
        }
        waitSomeTime();
        // One that is still starting could not start.
        spare.awaitOpened();
        Set<String> held;
        try (Connection connection = stage.connect()) {
            held = moment.hold(connection);
            tally.databaseStops();
            server.stopImmediately();
        }
        server.startAgain();
        boolean isHeld = moment == Moment.ANY || !held.isEmpty();
        last = "a stop of the database " + moment + (isHeld ? "" : ", but no COMMIT came");
        waitSomeTime();
        try (Connection connection = stage.connect()) {
            tally.databaseStopped(moment, isHeld, moment.others(connection, held));
            tally.decided(new Branches(connection, random::nextBoolean).decideOld());
        }
    }

    // What is prepared has no COMMIT that the server could be stopped in.
    private void killOneThatPrepares() throws IOException, InterruptedException, SQLException {
        NodeProcess node = nodes.get(0);
        waitSomeTime();
        kill(node, Deaths.RANDOM_INSTANT);
        doubts.decide(node);
        complete();
        work(nodes.get(nodes.size() - 1));
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
        nodes.forEach(this::work);
    }

    private void work(NodeProcess node) {
        node.tell("work " + random.nextLong() + " " + THREADS);
    }

    private void kill(NodeProcess node, String where) throws InterruptedException, SQLException {
        node.kill();
        nodes.remove(node);
        tally.killed(where, node.manner());
        last = "a kill " + where + ", " + node.manner();
    }

    private void settle() throws InterruptedException, IOException, SQLException {
        for (NodeProcess node : nodes) {
            node.tell("stop");
        }
        for (NodeProcess node : nodes) {
            node.await("stopped");
            steps.learn(node.manner(), node.points());
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

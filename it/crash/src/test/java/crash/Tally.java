package crash;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What happened on one stage. Thread safe. */
final class Tally {
    private final AtomicInteger committed = new AtomicInteger();
    private final AtomicInteger rolledBack = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger unexpected = new AtomicInteger();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Integer> kills = new TreeMap<>();
    private final Map<String, Integer> manners = new TreeMap<>();
    private final Map<Manner, Integer> combinations = new HashMap<>();
    private final Map<Moment, Integer> stops = new EnumMap<>(Moment.class);
    private int decided;
    private int whileReaping;
    private Check.Result last = Check.Result.NOTHING;
    private int lost;
    private int leftOver;
    private int checks;
    private int journal;
    private int forgotten;
    private volatile boolean isStopped;

    /** Counts a line of a node that tells how a transaction ended; says whether it was one. */
    boolean counts(String line) {
        if (line.startsWith("unexpected ")) {
            unexpected(line);
            return true;
        }
        if (line.startsWith("committed ")) {
            String[] words = line.split(" ");
            acknowledged.put(words[1], Long.valueOf(words[2]));
            committed.incrementAndGet();
            return true;
        }
        switch (line) {
            case "rolled back" -> rolledBack.incrementAndGet();
            case "failed" -> failed.incrementAndGet();
            default -> {
                return false;
            }
        }
        return true;
    }

    // While the database is away, and until nodes have new connections, whatever fails, fails as it should.
    private void unexpected(String line) {
        if (isStopped) {
            failed.incrementAndGet();
        } else {
            unexpected.incrementAndGet();
            System.out.println("crash: " + line);
        }
    }

    void databaseStops() {
        isStopped = true;
    }

    /** Notes when it was stopped, and that it was not as one must see from outside. */
    synchronized void databaseStopped(Moment moment, Set<String> otherOutcomes) {
        stops.merge(moment, 1, Integer::sum);
        unexpected.addAndGet(otherOutcomes.size());
        otherOutcomes.forEach(
                outcome -> System.out.println("crash: stopped " + moment + ", but transaction " + outcome));
    }

    /** Notes how many branches had to be decided by somebody else. */
    synchronized void decided(int branches) {
        decided += branches;
    }

    void databaseIsBack() {
        isStopped = false;
    }

    /** The last transaction of each worker that the database said was committed. */
    Map<String, Long> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** Notes how many rows of the journal stayed although nobody worked any more. */
    synchronized void drained(int rows) {
        journal += rows;
    }

    synchronized void killed(String where, Manner manner) {
        kills.merge(where, 1, Integer::sum);
        manner.words().forEach(word -> manners.merge(word, 1, Integer::sum));
        combinations.merge(manner.patient(false), 1, Integer::sum);
    }

    /** Notes that a node died while another was within a removal of its reaper. */
    synchronized void killedWhileReaping() {
        whileReaping++;
    }

    /** Returns how many died so. */
    synchronized int killsWhileReaping() {
        return whileReaping;
    }

    /** Returns how many nodes died that worked so. */
    synchronized int kills(Manner manner) {
        return combinations.getOrDefault(manner.patient(false), 0);
    }

    synchronized void checked(Check.Result result) {
        checks++;
        last = result;
        lost += result.lost().size();
        leftOver += result.leftOver().size();
        forgotten += result.forgotten();
    }

    synchronized int kills() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized int kills(String where) {
        return kills.getOrDefault(where, 0);
    }

    synchronized boolean isClean() {
        return lost == 0 && leftOver == 0 && journal == 0 && forgotten == 0 && unexpected.get() == 0;
    }

    int transactions() {
        return committed.get() + rolledBack.get() + failed.get() + unexpected.get();
    }

    synchronized String report(String stage) {
        String points = kills.entrySet().stream()
                .map(entry -> "%n  %4d  %s".formatted(entry.getValue(), entry.getKey()))
                .reduce("", String::concat);
        return ("%s: kills %d (%d combinations of %s, %d while another node was reaping), database stopped %s, branches in doubt %d, transactions %d (committed %d, rolled back %d, failed as they should %d, otherwise %d),"
                        + " checks %d, rows at the end %d, files of rows %d, lost %d, left over %d,"
                        + " rows of the journal that stay %d, commits that the database forgot %d%s")
                .formatted(
                        stage,
                        kills(),
                        combinations.size(),
                        manners,
                        whileReaping,
                        stops,
                        decided,
                        transactions(),
                        committed.get(),
                        rolledBack.get(),
                        failed.get(),
                        unexpected.get(),
                        checks,
                        last.rows(),
                        last.files(),
                        lost,
                        leftOver,
                        journal,
                        forgotten,
                        points);
    }
}

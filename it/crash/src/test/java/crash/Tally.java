package crash;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What happened on one stage. Thread safe. */
final class Tally {
    private final AtomicInteger committed = new AtomicInteger();
    private final AtomicInteger rolledBack = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger unexpected = new AtomicInteger();
    private final AtomicInteger slow = new AtomicInteger();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Integer> kills = new TreeMap<>();
    private final Map<String, Integer> misses = new TreeMap<>();
    private final Map<String, Integer> manners = new TreeMap<>();
    private final Map<Manner, Integer> combinations = new HashMap<>();
    private final Map<Moment, Integer> stops = new EnumMap<>(Moment.class);
    private final Map<Moment, Integer> stopsInVain = new EnumMap<>(Moment.class);
    private final List<String> notTried = new ArrayList<>();
    private int learned;
    private int decided;
    private int looks;
    private int maintained;
    private int falseReports;
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
            case "slow" -> slow.incrementAndGet();
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

    /** Notes when it was stopped, whether a COMMIT was held then, and that it was not as one must see from outside. */
    synchronized void databaseStopped(Moment moment, boolean isHeld, Set<String> otherOutcomes) {
        (isHeld ? stops : stopsInVain).merge(moment, 1, Integer::sum);
        unexpected.addAndGet(otherOutcomes.size());
        otherOutcomes.forEach(
                outcome -> System.out.println("crash: stopped " + moment + ", but transaction " + outcome));
    }

    /** Returns how often it was stopped just then. */
    synchronized int stops(Moment moment) {
        return stops.getOrDefault(moment, 0);
    }

    /** Returns how often it was to be stopped just then, but no COMMIT came. */
    synchronized int stopsInVain() {
        return stopsInVain.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Notes how many branches had to be decided by somebody else. */
    synchronized void decided(int branches) {
        decided += branches;
    }

    /** Notes how many had to be after a reaper had found their intents due. */
    synchronized void decidedAfterLook(int branches) {
        decided += branches;
        looks += branches;
    }

    synchronized int looks() {
        return looks;
    }

    /** Notes that what is counted from now on is done beside nodes that die. */
    void learned() {
        learned = committed.get();
    }

    /** Returns how many transactions were committed since. */
    int committed() {
        return committed.get() - learned;
    }

    /** Returns how many the journal refused because it took too long to write it. */
    int slow() {
        return slow.get();
    }

    /** Notes what should have been tried and was not. */
    synchronized void notTried(String what) {
        notTried.add(what);
    }

    void databaseIsBack() {
        isStopped = false;
    }

    /** The last transaction of each worker that the database said was committed. */
    Map<String, Long> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** Notes that maintenance beside nodes that die has ended, and what it took to be wrong: nothing is. */
    synchronized void maintained(List<String> findings) {
        maintained++;
        falseReports += findings.size();
        findings.forEach(finding -> System.out.println("crash: FALSE REPORT: " + finding));
    }

    /** Returns how often maintenance has ended beside them. */
    synchronized int maintained() {
        return maintained;
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

    /** Notes that a node was to die at a step and did not come there in time. */
    synchronized void missed(String step) {
        misses.merge(step, 1, Integer::sum);
    }

    synchronized int misses() {
        return misses.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns how often a node was to die at a step, whether or not it came there. */
    synchronized int tries(String step) {
        return kills(step) + misses.getOrDefault(step, 0);
    }

    synchronized boolean isClean() {
        return notTried.isEmpty()
                && falseReports == 0
                && lost == 0
                && leftOver == 0
                && journal == 0
                && forgotten == 0
                && unexpected.get() == 0;
    }

    int transactions() {
        return committed.get() + rolledBack.get() + failed.get() + slow.get() + unexpected.get();
    }

    synchronized String report(String stage) {
        return "%s: kills %d (%d combinations of %s, %d while another node was reaping), steps missed %d,"
                        .formatted(stage, kills(), combinations.size(), manners, whileReaping, misses())
                + " database stopped %s, in vain %s, branches in doubt %d, %d of them until a reaper had looked,"
                        .formatted(stops, stopsInVain, decided, looks)
                + " transactions %d (committed %d, of these %d after the first node, rolled back %d, failed as they should %d, too slow %d, otherwise %d),"
                        .formatted(
                                transactions(),
                                committed.get(),
                                committed(),
                                rolledBack.get(),
                                failed.get(),
                                slow.get(),
                                unexpected.get())
                + " checks %d, rows at the end %d, files of rows %d, lost %d, left over %d,"
                        .formatted(checks, last.rows(), last.files(), lost, leftOver)
                + " verified or swept %d, false reports %d,".formatted(maintained, falseReports)
                + " rows of the journal that stay %d, commits that the database forgot %d, not tried %s"
                        .formatted(journal, forgotten, notTried)
                + steps();
    }

    private String steps() {
        Set<String> all = new TreeSet<>(kills.keySet());
        all.addAll(misses.keySet());
        StringBuilder steps = new StringBuilder();
        for (String step : all) {
            int missed = misses.getOrDefault(step, 0);
            steps.append("%n  %4d  %s%s".formatted(kills(step), step, missed == 0 ? "" : ", missed " + missed));
        }
        return steps.toString();
    }
}

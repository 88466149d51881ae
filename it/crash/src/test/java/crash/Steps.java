package crash;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * At which step nodes die: in each area in turn, twice, so that a short run has all of them, and from then on where
 * fewest have died. Which steps there are, depends on how a node works.
 */
final class Steps {
    private static final int PASSES = 2;

    /** So often a step came in the first transactions that it is sure to come again soon. */
    private static final int OFTEN = 5;

    private final Map<String, Map<String, Integer>> known = new TreeMap<>();
    private final Tally tally;
    private final SplittableRandom random;
    private int turns;

    Steps(Tally tally, SplittableRandom random) {
        this.tally = tally;
        this.random = random;
    }

    /** Notes how often a node came to each. */
    void learn(Manner manner, Map<String, Integer> counts) {
        Map<String, Integer> steps = known.computeIfAbsent(manner.kind(), kind -> new TreeMap<>());
        counts.forEach((step, count) -> steps.merge(step, count, Math::max));
    }

    /** Returns all, of whatever nodes. */
    Set<String> all() {
        Set<String> all = new TreeSet<>();
        known.values().forEach(steps -> all.addAll(steps.keySet()));
        return all;
    }

    /** Returns those that some nodes come to often. */
    Stream<String> often() {
        return all().stream()
                .filter(step -> known.values().stream().anyMatch(steps -> steps.getOrDefault(step, 0) >= OFTEN));
    }

    /** Returns how often nodes that work so come to a step, more or less. */
    int count(Manner manner, String step) {
        return known.get(manner.kind()).getOrDefault(step, 0);
    }

    /** Begins another turn. */
    void turn() {
        turns++;
    }

    /** Returns where a node dies in this turn, unless it was waited for in vain there. */
    Optional<String> next(Manner manner, Set<String> inVain) {
        Area area = Area.values()[turns % Area.values().length];
        boolean isEarly = turns <= PASSES * Area.values().length;
        List<String> steps = known.get(manner.kind()).keySet().stream()
                .filter(step -> !inVain.contains(step) && (!isEarly || Area.of(step) == area))
                .toList();
        return inVain.isEmpty() ? leastTried(manner, steps, isEarly) : mostFrequent(manner, steps);
    }

    private Optional<String> leastTried(Manner manner, List<String> steps, boolean isEarly) {
        List<String> often =
                steps.stream().filter(step -> count(manner, step) >= OFTEN).toList();
        List<String> candidates = isEarly && !often.isEmpty() ? often : steps;
        int fewest = candidates.stream().mapToInt(tally::tries).min().orElse(0);
        List<String> best =
                candidates.stream().filter(step -> tally.tries(step) == fewest).toList();
        return best.isEmpty() ? Optional.empty() : Optional.of(best.get(random.nextInt(best.size())));
    }

    private Optional<String> mostFrequent(Manner manner, List<String> steps) {
        return steps.stream().max(Comparator.comparingInt(step -> count(manner, step)));
    }
}

package bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs candidates in turn, every second round backwards, so that none always comes after the same one. */
final class Rounds {
    /** How many rounds of thousands of small works do not count: as long, compiling takes most of the time. */
    static final int WARM_UP = 8;

    private final List<Candidate> candidates = new ArrayList<>();

    /** Does the work once and returns what it took, each measurement under a name of its own. */
    interface Candidate {
        Map<String, Double> run() throws Exception;
    }

    Rounds with(Candidate candidate) {
        candidates.add(candidate);
        return this;
    }

    /** Returns the measurements of {@code rounds}, after some that do not count. */
    Map<String, Times> run(int warmUp, int rounds) throws Exception {
        Map<String, Times> times = new LinkedHashMap<>();
        for (int round = -warmUp; round < rounds; round++) {
            for (Candidate candidate : order(round)) {
                Map<String, Double> measured = candidate.run();
                if (round >= 0) {
                    measured.forEach((name, time) ->
                            times.computeIfAbsent(name, key -> new Times()).add(time));
                }
            }
        }
        return times;
    }

    private List<Candidate> order(int round) {
        List<Candidate> order = new ArrayList<>(candidates);
        if (round % 2 != 0) {
            Collections.reverse(order);
        }
        return order;
    }
}

package crash;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/** Brings nodes to where they are to die: two thirds to a step, the others to any instant. */
final class Deaths {
    static final String RANDOM_INSTANT = "at a random instant";
    static final long PATIENCE_MILLIS = 10_000;

    private static final String NO_STEP = "at a random instant, as no step was reached in time";
    private static final int MOST_REPETITIONS = 5;
    private static final int TRIES = 3;

    private final Steps steps;
    private final Tally tally;
    private final SplittableRandom random;
    private int turns;

    Deaths(Steps steps, Tally tally, SplittableRandom random) {
        this.steps = steps;
        this.tally = tally;
        this.random = random;
    }

    /** Returns when the node is there, and where that is. */
    String lead(NodeProcess victim) throws InterruptedException {
        if (isToBeInDoubt(victim.manner()) && comesTo(victim, WatchedResource.PREPARED)) {
            return WatchedResource.PREPARED;
        }
        if (++turns % 3 == 0) {
            Thread.sleep(random.nextInt(20, 700));
            return RANDOM_INSTANT;
        }
        steps.turn();
        Set<String> inVain = new HashSet<>();
        while (inVain.size() < TRIES) {
            String step = steps.next(victim.manner(), inVain).orElse("");
            if (comesTo(victim, step)) {
                return step;
            }
            inVain.add(step);
        }
        return NO_STEP;
    }

    // Until a branch was in doubt while a reaper looked, and now and then afterwards.
    private boolean isToBeInDoubt(Manner manner) {
        return manner.isInTwoPhases() && (tally.looks() == 0 || random.nextInt(4) == 0);
    }

    private boolean comesTo(NodeProcess victim, String step) throws InterruptedException {
        victim.tell("arm " + repetitions(steps.count(victim.manner(), step)) + " " + step);
        boolean isThere = victim.comesTo(step, PATIENCE_MILLIS);
        if (!isThere) {
            tally.missed(step);
        }
        return isThere;
    }

    private int repetitions(int count) {
        return 1 + random.nextInt(Math.min(MOST_REPETITIONS, 1 + count / 10));
    }
}

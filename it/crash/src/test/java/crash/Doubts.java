package crash;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SplittableRandom;

/** Decides what dead nodes left in doubt: later, as an operator does. */
record Doubts(Stage stage, Tally tally, SplittableRandom random) {
    /**
     * Does so for a node. If it told which files it was to commit, not before their intents are due and a reaper has found
     * them so: had it taken them, the commit that follows would have lost them.
     */
    void decide(NodeProcess dead) throws InterruptedException, SQLException {
        if (!dead.manner().isInTwoPhases()) {
            return;
        }
        try (Connection connection = stage.connect()) {
            if (!dead.keys().isEmpty() && new Look(connection).awaitIntentsOf(dead.keys())) {
                boolean commits = tally.looks() % 2 == 0;
                tally.decidedAfterLook(new Branches(connection, () -> commits).decide(dead.id()));
            } else {
                Thread.sleep(random.nextInt(20, 700));
                tally.decided(new Branches(connection, random::nextBoolean).decide(dead.id()));
            }
        }
    }
}

package crash;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a run that is long enough must have tried on a stage, so that a clean result says something. */
record Coverage(Tally tally, Steps steps, Stage stage) {
    /** Committed transactions a kill; on a machine with twenty others at work there are 20. */
    private static final int COMMITS = 5;

    /** Of a hundred transactions; the journal's patience is short here, and the machine busy. */
    private static final int SLOW_PERCENT = 5;

    /** Of a hundred kills, so many may miss a step: rare ones are waited for in vain. */
    private static final int MISSED_PERCENT = 40;

    /** Kills for each step there is, from which on none may be left out that nodes come to often. */
    private static final int KILLS_FOR_ALL = 2;

    /** Of a hundred steps, so many may be so rare that none was met. */
    private static final int UNMET_PERCENT = 10;

    /** Returns what was not tried, in words. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (tally.kills() < Rounds.ENOUGH) {
            return faults;
        }
        require(faults, tally.killsWhileReaping() > 0, "a kill while another node was reaping");
        require(faults, tally.committed() >= COMMITS * tally.kills(), COMMITS + " commits for each kill");
        require(faults, tally.slow() * 100 <= SLOW_PERCENT * tally.transactions(), "the journal in time");
        require(faults, tally.misses() * 100 <= MISSED_PERCENT * tally.kills(), "steps, most of them in time");
        require(faults, tally.maintained() > 1, "maintenance beside nodes that die");
        Set<Area> untouched = EnumSet.allOf(Area.class);
        steps.all().stream().filter(step -> tally.kills(step) > 0).map(Area::of).forEach(untouched::remove);
        require(faults, untouched.isEmpty(), "steps of " + untouched);
        everyStep(faults);
        if (stage.server().isPresent()) {
            stops(faults);
        }
        if (stage.hasTwoPhases()) {
            require(faults, tally.looks() > 0, "a branch in doubt until a reaper had looked");
        }
        return faults;
    }

    private void everyStep(List<String> faults) {
        Set<String> all = steps.all();
        if (tally.kills() < KILLS_FOR_ALL * all.size()) {
            return;
        }
        Set<String> untried =
                steps.often().filter(step -> tally.tries(step) == 0).collect(Collectors.toSet());
        require(faults, untried.isEmpty(), "the steps " + untried);
        Set<String> unmet = all.stream().filter(step -> tally.kills(step) == 0).collect(Collectors.toSet());
        require(faults, unmet.size() * 100 <= UNMET_PERCENT * all.size(), "a kill at " + unmet);
    }

    private void stops(List<String> faults) {
        int held = tally.stops(Moment.BEFORE_COMMITTED) + tally.stops(Moment.AFTER_COMMITTED);
        require(faults, tally.stops(Moment.BEFORE_COMMITTED) > 0, "a stop " + Moment.BEFORE_COMMITTED);
        require(faults, tally.stops(Moment.AFTER_COMMITTED) > 0, "a stop " + Moment.AFTER_COMMITTED);
        require(faults, tally.stopsInVain() * 4 <= held, "stops that hold a COMMIT");
    }

    private static void require(List<String> faults, boolean isTrue, String what) {
        if (!isTrue) {
            faults.add(what);
        }
    }
}

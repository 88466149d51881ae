package org.storedfile.maintenance;

import java.util.List;

/** Reports whatever is wrong. */
record VerifyJudgement(ContentCheck contents, Orphans orphans, int threads, Run run) implements Comparison.Judgement {
    @Override
    public List<Suspicion> suspect(Group group) {
        return group.rows().isEmpty() ? orphans.in(group) : contents.look(group);
    }

    @Override
    public boolean confirmed(List<Suspicion> batch) {
        run.tally().unchecked(contents.takeUnchecked());
        batch.forEach(suspicion -> run.found(suspicion.finding()));
        return true;
    }
}

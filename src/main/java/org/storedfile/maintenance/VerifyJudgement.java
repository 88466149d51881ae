package org.storedfile.maintenance;

import java.util.List;
import org.storedfile.StoredFiles;

/** Reports whatever is wrong. */
record VerifyJudgement(StoredFiles files, ContentCheck contents, Orphans orphans, int threads, Run run)
        implements Comparison.Judgement {
    @Override
    public List<Suspicion> suspect(Group group) {
        return group.rows().isEmpty() ? orphans.in(group) : contents.look(group);
    }

    @Override
    public boolean confirmed(List<Suspicion> batch) {
        run.tally().unchecked(contents.takeUnchecked());
        Orphans.stillThere(batch, files::storage, threads).forEach(suspicion -> run.found(suspicion.finding()));
        return true;
    }
}

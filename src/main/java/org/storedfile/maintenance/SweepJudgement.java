package org.storedfile.maintenance;

import java.io.IOException;
import java.util.List;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;

/** Removes orphans, and nothing else. */
final class SweepJudgement implements Comparison.Judgement {
    private final Storage storage;
    private final Orphans orphans;
    private final SweepOptions options;
    private final Run run;
    private final Pace pace;

    SweepJudgement(Storage storage, Orphans orphans, SweepOptions options, Run run) {
        this.storage = storage;
        this.orphans = orphans;
        this.options = options;
        this.run = run;
        this.pace = new Pace(options.perSecond());
    }

    @Override
    public List<Suspicion> suspect(Group group) {
        return orphans.in(group);
    }

    @Override
    public boolean confirmed(List<Suspicion> batch) throws IOException {
        long left = options.limit() - run.tally().report().count(Problem.ORPHAN);
        List<Suspicion> gone = batch.subList(0, (int) Math.min(batch.size(), left));
        if (!options.isDryRun()) {
            remove(gone);
        }
        gone.forEach(this::tell);
        return gone.size() < left;
    }

    // Nothing is asked of a computer here.
    @Override
    public int threads() {
        return 1;
    }

    private void remove(List<Suspicion> gone) throws IOException {
        for (int from = 0; from < gone.size(); from += options.perSecond()) {
            List<Key> keys = gone.subList(from, Math.min(gone.size(), from + options.perSecond())).stream()
                    .map(suspicion -> Key.of(suspicion.key()))
                    .toList();
            pace.await(keys.size());
            storage.delete(keys);
            run.tally().removed(keys.size());
        }
    }

    private void tell(Suspicion suspicion) {
        run.tally().bytes(suspicion.size());
        run.found(suspicion.finding());
    }
}

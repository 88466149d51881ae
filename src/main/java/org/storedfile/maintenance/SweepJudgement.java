package org.storedfile.maintenance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;

/** Removes orphans, and nothing else. */
final class SweepJudgement implements Comparison.Judgement {
    private static final int LOOKS = 8;
    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(900);

    private final Storage storage;
    private final Orphans orphans;
    private final SweepOptions options;
    private final Run run;
    private final Pace pace;
    private final UnaryOperator<List<Suspicion>> again;

    /**
     * Creates one.
     *
     * @param again returns those that still are orphans
     */
    SweepJudgement(
            Storage storage, Orphans orphans, SweepOptions options, Run run, UnaryOperator<List<Suspicion>> again) {
        this.storage = storage;
        this.orphans = orphans;
        this.options = options;
        this.run = run;
        this.pace = new Pace(options.perSecond());
        this.again = again;
    }

    @Override
    public List<Suspicion> suspect(Group group) {
        return orphans.in(group);
    }

    @Override
    public boolean confirmed(List<Suspicion> batch) throws IOException {
        long left = options.limit() - run.tally().report().count(Problem.ORPHAN);
        List<Suspicion> found = batch.subList(0, (int) Math.min(batch.size(), left));
        List<Suspicion> gone = options.isDryRun() ? Orphans.stillThere(found, name -> storage, LOOKS) : removed(found);
        gone.forEach(this::tell);
        return gone.size() < left;
    }

    // Nothing is asked of a computer here.
    @Override
    public int threads() {
        return 1;
    }

    // All were looked at just before; where that is long ago, by the pace or because a storage is slow, they are looked
    // at again, as rows may have come meanwhile.
    private List<Suspicion> removed(List<Suspicion> found) throws IOException {
        long looked = System.nanoTime();
        List<Suspicion> gone = new ArrayList<>();
        for (int from = 0; from < found.size(); from += options.perSecond()) {
            List<Suspicion> now = found.subList(from, Math.min(found.size(), from + options.perSecond()));
            pace.await(now.size());
            List<Suspicion> sure = System.nanoTime() - looked < LONG ? now : again.apply(now);
            storage.delete(sure.stream().map(orphan -> Key.of(orphan.key())).toList());
            run.tally().removed(sure.size());
            gone.addAll(sure);
        }
        return gone;
    }

    private void tell(Suspicion suspicion) {
        run.tally().bytes(suspicion.size());
        run.found(suspicion.finding());
    }
}

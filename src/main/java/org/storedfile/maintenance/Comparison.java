package org.storedfile.maintenance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.storedfile.FileLocation;
import org.storedfile.SideBySide;
import org.storedfile.storage.Key;
import org.storedfile.storage.LikeKeys;

/**
 * Goes through all files that were seen, in order and in batches: what seems to be wrong is looked at again, first the
 * journal and then the rows, and only then believed. After each batch the work folder knows how far it is.
 */
final class Comparison {
    private static final int BATCH = 500;
    private static final String STORAGE = "position.storage";
    private static final String KEY = "position.key";
    private static final String DONE = "position.done";

    private final Columns columns;
    private final KeysAtRisk journal;
    private final Run run;

    /** What a task does with files. */
    interface Judgement {
        /** Returns what seems to be wrong; called for several files at a time. */
        List<Suspicion> suspect(Group group);

        /** Takes what is wrong in a batch, which may be nothing, and returns false to end the run. */
        boolean confirmed(List<Suspicion> batch) throws IOException;

        /** Returns how many files are judged at a time. */
        int threads();
    }

    Comparison(Columns columns, KeysAtRisk journal, Run run) {
        this.columns = columns;
        this.journal = journal;
        this.run = run;
    }

    /** Judges all files, but for those that a run before this one did. */
    void judge(Judgement judgement) throws IOException {
        OptionalLong total = OptionalLong.of(run.tally().objects() + run.tally().rows());
        try (Merge sorted = new Merge(run.folder().sortedFiles())) {
            long done = skipDone(sorted);
            boolean goesOn = true;
            while (goesOn && sorted.hasNext()) {
                List<Group> batch = batch(sorted);
                goesOn = judge(batch, judgement);
                done += batch.stream().mapToLong(Comparison::sightings).sum();
                saved(batch.get(batch.size() - 1).location(), done);
                run.progress(Progress.Step.FILES, done, total);
            }
            run.ended(Progress.Step.FILES, done);
        }
    }

    private static List<Group> batch(Merge sorted) {
        List<Group> batch = new ArrayList<>();
        while (sorted.hasNext() && batch.size() < BATCH) {
            batch.addAll(Group.next(sorted));
        }
        return batch;
    }

    private boolean judge(List<Group> batch, Judgement judgement) throws IOException {
        List<Suspicion> suspicions = new ArrayList<>();
        SideBySide.run(batch, judgement.threads(), group -> {
            List<Suspicion> found = judgement.suspect(group);
            synchronized (suspicions) {
                suspicions.addAll(found);
            }
        });
        return judgement.confirmed(suspicions.isEmpty() ? suspicions : confirmed(suspicions));
    }

    // The journal first: what leaves it is in a row by then.
    List<Suspicion> confirmed(List<Suspicion> suspicions) {
        Set<FileLocation> locations =
                suspicions.stream().flatMap(Suspicion::places).collect(Collectors.toSet());
        Set<String> atRisk =
                journal.among(locations).stream().map(Comparison::folded).collect(Collectors.toSet());
        Set<FileLocation> referred = columns.referred(locations);
        return suspicions.stream()
                .filter(suspicion -> suspicion.problem() == Problem.ORPHAN
                        ? suspicion
                                .places()
                                .noneMatch(place -> atRisk.contains(folded(place)) || referred.contains(place))
                        : referred.contains(suspicion.file()))
                .sorted(Comparator.comparing(Suspicion::key))
                .toList();
    }

    private static String folded(FileLocation location) {
        return LikeKeys.folded(location.toString());
    }

    private static long sightings(Group group) {
        return group.objects().size() + (long) group.rows().size();
    }

    private void saved(FileLocation last, long done) throws IOException {
        run.folder().text(STORAGE, last.storage());
        run.folder().text(KEY, last.key().value());
        run.folder().number(DONE, done);
        run.folder().save();
    }

    private long skipDone(Merge sorted) {
        String storage = run.folder().text(STORAGE);
        String key = run.folder().text(KEY);
        if (storage != null && key != null) {
            Sighting last = Sighting.journal(storage, Key.of(key));
            for (Sighting next = sorted.peek(); next != null && next.isNoLaterThan(last); next = sorted.peek()) {
                sorted.next();
            }
        }
        return run.folder().number(DONE);
    }
}

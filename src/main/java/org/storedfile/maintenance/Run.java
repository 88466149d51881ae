package org.storedfile.maintenance;

import java.util.OptionalLong;
import org.storedfile.StoredFileException;

/** One run: its folder, its counts, and who listens. Not thread safe. */
final class Run {
    private static final long NANOS_BETWEEN = 1_000_000_000;

    private final Progress.Task task;
    private final WorkFolder folder;
    private final Tally tally;
    private final MaintenanceListener listener;
    private long told = System.nanoTime();

    Run(Progress.Task task, WorkFolder folder, MaintenanceListener listener) {
        this.task = task;
        this.folder = folder;
        this.tally = new Tally(folder);
        this.listener = listener;
    }

    WorkFolder folder() {
        return folder;
    }

    Tally tally() {
        return tally;
    }

    void found(Finding finding) {
        tally.found(finding.problem());
        listener.found(finding);
    }

    /** Tells how far the step is, if nobody was told for a second. */
    void progress(Progress.Step step, long done, OptionalLong total) {
        if (System.nanoTime() - told >= NANOS_BETWEEN) {
            tell(step, done, total);
        }
        requireWanted();
    }

    void ended(Progress.Step step, long done) {
        tell(step, done, OptionalLong.of(done));
    }

    private void tell(Progress.Step step, long done, OptionalLong total) {
        told = System.nanoTime();
        listener.progress(new Progress(task, step, done, total, tally.findings()));
    }

    private static void requireWanted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new StoredFileException(
                    "interrupted: with a work folder, a run with the same options goes on from here");
        }
    }
}

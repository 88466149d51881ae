package org.storedfile.maintenance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@link FileMaintenance#sweep} removes. Immutable.
 *
 * @param storage the name of a storage that is declared exclusive
 * @param graceAge how old an object must be: from the time that the storage gives it until now by the
 *     {@linkplain FileMaintenance.Builder#clock run's clock}. Where no journal knows what is being written, it has to be
 *     longer than the longest transaction, and than the clocks are apart
 * @param isDryRun whether orphans are only reported
 * @param perSecond how many objects are removed in a second at most
 * @param limit how many objects are removed at most
 * @param isEmptyAccepted whether the storage is swept even if no row at all refers to it
 * @param workFolder where the run keeps what it has done, so that the next one with the same options goes on there
 */
public record SweepOptions(
        String storage,
        Duration graceAge,
        boolean isDryRun,
        int perSecond,
        long limit,
        boolean isEmptyAccepted,
        Optional<Path> workFolder) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the age is negative, or nothing may be removed
     */
    public SweepOptions {
        Limits.check(graceAge, perSecond);
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit + ": at least one object must be allowed to go");
        }
    }

    /** Returns a dry run over the storage: a grace age of a day, 1000 objects a second, no limit, not resumable. */
    public static SweepOptions of(String storage) {
        return new SweepOptions(storage, Duration.ofDays(1), true, 1000, Long.MAX_VALUE, false, Optional.empty());
    }

    /** Returns the same that removes. */
    public SweepOptions remove() {
        return new SweepOptions(storage, graceAge, false, perSecond, limit, isEmptyAccepted, workFolder);
    }

    /** Returns the same with this grace age. */
    public SweepOptions graceAge(Duration age) {
        return new SweepOptions(storage, age, isDryRun, perSecond, limit, isEmptyAccepted, workFolder);
    }

    /** Returns the same with this many removals in a second at most. */
    public SweepOptions perSecond(int objects) {
        return new SweepOptions(storage, graceAge, isDryRun, objects, limit, isEmptyAccepted, workFolder);
    }

    /** Returns the same with this many removals at most. */
    public SweepOptions limit(long objects) {
        return new SweepOptions(storage, graceAge, isDryRun, perSecond, objects, isEmptyAccepted, workFolder);
    }

    /** Returns the same that takes it as right that no row refers to the storage; else that is an error. */
    public SweepOptions acceptEmpty() {
        return new SweepOptions(storage, graceAge, isDryRun, perSecond, limit, true, workFolder);
    }

    /** Returns the same, resumable: an interrupted run goes on when the next one names the same folder. */
    public SweepOptions workFolder(Path folder) {
        return new SweepOptions(storage, graceAge, isDryRun, perSecond, limit, isEmptyAccepted, Optional.of(folder));
    }
}

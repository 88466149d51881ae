package org.storedfile.maintenance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.storedfile.StoredFiles;

/**
 * What {@link FileMaintenance#verify} looks at. Immutable.
 *
 * @param storages names; empty for all
 * @param graceAge how old an object must be to count as an orphan: from the time that the storage gives it until now
 *     by the {@linkplain FileMaintenance.Builder#clock run's clock}
 * @param checksums how bytes are compared
 * @param threads how many objects are looked at side by side, by threads of the run or the managed ones of the server,
 *     which may be fewer, and by none of those that {@link StoredFiles.Builder#uploadThreads} counts
 * @param workFolder where the run keeps what it has done, so that the next one with the same options goes on there
 */
public record VerifyOptions(
        Set<String> storages, Duration graceAge, Checksums checksums, int threads, Optional<Path> workFolder) {
    /** All storages, a grace age of a day, sizes only, eight threads, not resumable. */
    public static final VerifyOptions DEFAULTS =
            new VerifyOptions(Set.of(), Duration.ofDays(1), Checksums.NONE, 8, Optional.empty());

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the age is negative, or there is no thread
     */
    public VerifyOptions {
        storages = Set.copyOf(storages);
        Limits.check(graceAge, threads);
    }

    /** Returns the same for these storages. */
    public VerifyOptions storages(String... names) {
        return new VerifyOptions(Set.of(names), graceAge, checksums, threads, workFolder);
    }

    /** Returns the same with this grace age. */
    public VerifyOptions graceAge(Duration age) {
        return new VerifyOptions(storages, age, checksums, threads, workFolder);
    }

    /** Returns the same with this comparison of bytes. */
    public VerifyOptions checksums(Checksums how) {
        return new VerifyOptions(storages, graceAge, how, threads, workFolder);
    }

    /** Returns the same with this number of threads. */
    public VerifyOptions threads(int number) {
        return new VerifyOptions(storages, graceAge, checksums, number, workFolder);
    }

    /** Returns the same, resumable: an interrupted run goes on when the next one names the same folder. */
    public VerifyOptions workFolder(Path folder) {
        return new VerifyOptions(storages, graceAge, checksums, threads, Optional.of(folder));
    }
}

package org.storedfile.maintenance;

import java.nio.file.Path;
import java.util.Optional;
import org.storedfile.StoredFiles;

/**
 * What {@link FileMaintenance#copy} copies. Immutable.
 *
 * @param from the storage that rows refer to now
 * @param to the storage that they refer to afterwards
 * @param checksums how a copy is checked before a row refers to it; sizes always are
 * @param threads how many objects are copied side by side, by threads of the run or the managed ones of the server,
 *     which may be fewer, and by none of those that {@link StoredFiles.Builder#uploadThreads} counts
 * @param workFolder where the run keeps what it has done, so that the next one with the same options goes on there
 */
public record CopyOptions(String from, String to, Checksums checksums, int threads, Optional<Path> workFolder) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if both storages are the same, or there is no thread
     */
    public CopyOptions {
        if (from.equals(to)) {
            throw new IllegalArgumentException("'" + from + "' cannot be copied to itself");
        }
        Limits.requirePositive(threads);
    }

    /** Returns a copy that reads back what it wrote, with eight threads, not resumable in the middle of a listing. */
    public static CopyOptions of(String from, String to) {
        return new CopyOptions(from, to, Checksums.READ, 8, Optional.empty());
    }

    /** Returns the same with this check of the copies. */
    public CopyOptions checksums(Checksums how) {
        return new CopyOptions(from, to, how, threads, workFolder);
    }

    /** Returns the same with this number of threads. */
    public CopyOptions threads(int number) {
        return new CopyOptions(from, to, checksums, number, workFolder);
    }

    /** Returns the same, resumable: an interrupted run goes on when the next one names the same folder. */
    public CopyOptions workFolder(Path folder) {
        return new CopyOptions(from, to, checksums, threads, Optional.of(folder));
    }
}

package org.storedfile.cdi;

import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.storedfile.StoredFiles;
import org.storedfile.UploadThreads;
import org.storedfile.cdi.config.Settings;
import org.storedfile.storage.StorageOptions;

/**
 * What {@code storedfile.uploads} says of the threads that store files.
 *
 * @param threads how many
 * @param queue how many pieces of help may wait for one of them
 * @param areVirtual whether those of our own are virtual
 */
record UploadSection(int threads, int queue, boolean areVirtual) {
    static final UploadSection STANDARD =
            new UploadSection(UploadThreads.STANDARD, UploadThreads.STANDARD_QUEUE, false);
    private static final int SINCE = 21;
    private static final String PREFIX = "storedfile.uploads.";
    private static final String THREADS = "threads";
    private static final String QUEUE = "queue";
    private static final String VIRTUAL = "virtual";
    private static final List<String> NAMES = List.of(THREADS, QUEUE, VIRTUAL);

    static UploadSection read(Settings settings, List<String> faults) {
        StorageOptions options = new StorageOptions(PREFIX, option -> settings.value(PREFIX + option));
        int threads = number(options, THREADS, STANDARD.threads());
        int queue = number(options, QUEUE, STANDARD.queue());
        boolean isWanted = options.flag(VIRTUAL, false);
        boolean isPossible = Runtime.version().feature() >= SINCE;
        if (isWanted && !isPossible) {
            options.fault(
                    VIRTUAL,
                    "needs Java " + SINCE + " or later, and this is "
                            + Runtime.version().feature());
        }
        faults.addAll(options.faults());
        reportOthers(settings, faults);
        return new UploadSection(threads, queue, isWanted && isPossible);
    }

    private static int number(StorageOptions options, String name, int standard) {
        int number = options.number(name, standard);
        if (number < 0) {
            options.fault(name, "must not be negative");
        }
        return Math.max(0, number);
    }

    /** Hands it on, once nothing is wrong with it. */
    StoredFiles.Builder to(StoredFiles.Builder builder) {
        return builder.uploadThreads(threads).uploadQueue(queue).virtualUploadThreads(areVirtual);
    }

    /** Returns what makes the threads of storages. */
    ThreadFactory threadsOfStorages() {
        return UploadThreads.ofStorages(areVirtual);
    }

    private static void reportOthers(Settings settings, List<String> faults) {
        settings.properties().stream()
                .filter(property -> property.startsWith(PREFIX))
                .map(property -> property.substring(PREFIX.length()))
                .filter(option -> !NAMES.contains(option))
                .map(option -> "'" + PREFIX + option + "' is no setting: did you mean '" + PREFIX
                        + Spelling.nearest(option, NAMES).orElse(THREADS) + "'?")
                .forEach(faults::add);
    }
}

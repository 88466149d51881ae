package attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import server.ServerJvm;

/**
 * What a server holds: stored files, files of its own (temporary ones among them, but not its logs and databases), open
 * files and connections, and threads.
 */
record Leftovers(Set<Path> stored, Set<Path> files, long handles, long threads) {
    private static final Path STORAGE = Path.of(System.getProperty("gallery.files"));
    private static final Path SERVER = Path.of(System.getProperty("server.folder"));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    // Of pools that are not yet full, and of jcmd.
    private static final int GROWTH = 25;
    // WildFly's pool of tasks has 32 for two processors, as many as had something to do at once.
    private static final int THREAD_GROWTH = 45;

    static Leftovers now() throws IOException {
        return new Leftovers(files(STORAGE), files(SERVER), ServerJvm.handles(), ServerJvm.threads());
    }

    /** Waits until the server holds no more than this; clients that went away are seen a moment later. */
    void assertNothingMore() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Leftovers after = now();
        while (!after.isNoMoreThan(this) && System.nanoTime() < end) {
            Thread.onSpinWait();
            after = now();
        }
        System.out.printf("open %d to %d, threads %d to %d%n", handles, after.handles, threads, after.threads);
        assertThat(after.stored).isEqualTo(stored);
        assertThat(after.files).isEqualTo(files);
        assertThat(after.handles).as("open files and connections").isLessThanOrEqualTo(handles + GROWTH);
        assertThat(after.threads).as("threads").isLessThanOrEqualTo(threads + THREAD_GROWTH);
    }

    private boolean isNoMoreThan(Leftovers before) {
        return stored.equals(before.stored)
                && files.equals(before.files)
                && handles <= before.handles + GROWTH
                && threads <= before.threads + THREAD_GROWTH;
    }

    private static Set<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*(/log/|/data/|console\\.log).*"))
                    .collect(Collectors.toSet());
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return files(folder); // one went away meanwhile
            }
            throw e;
        }
    }
}

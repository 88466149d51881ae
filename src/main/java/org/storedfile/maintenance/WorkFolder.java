package org.storedfile.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.storedfile.StoredFileException;

/**
 * The folder of one run: sorted files, and how far the run is. A kept folder lets the next run with the same options go
 * on; it is empty again when a run has ended well. Not thread safe; two processes cannot use one folder.
 */
final class WorkFolder implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WorkFolder.class.getName());
    private static final String STATE = "state.properties";
    private static final String LOCK = "lock";
    private static final String SORTED = ".sorted";
    private static final String OPTIONS = "options";
    private static final String DONE = "done.";

    private final Path folder;
    private final boolean isKept;
    private final FileChannel lock;
    private final Properties state = new Properties();
    private int files;
    private boolean isResumed;
    private boolean hasEnded;

    private WorkFolder(Path folder, boolean isKept, FileChannel lock) {
        this.folder = folder;
        this.isKept = isKept;
        this.lock = lock;
    }

    /**
     * Opens the folder, which is made if need be, or a temporary one.
     *
     * @param options what the run is asked for: a folder of another run is refused
     */
    static WorkFolder open(Optional<Path> kept, String options) throws IOException {
        Path folder = kept.isPresent()
                ? Files.createDirectories(kept.get())
                : Files.createTempDirectory("stored-file-maintenance");
        WorkFolder opened = new WorkFolder(folder, kept.isPresent(), lock(folder));
        try {
            opened.load(options);
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.lock.close();
            throw e;
        }
    }

    /** Tells whether a run before this one did not end, and so may have been killed. */
    boolean isResumed() {
        return isResumed;
    }

    boolean isDone(String step) {
        return state.containsKey(DONE + step);
    }

    void done(String step) throws IOException {
        state.setProperty(DONE + step, Long.toString(sortedFiles(step)));
        save();
    }

    long number(String name) {
        return Long.parseLong(state.getProperty(name, "0"));
    }

    void number(String name, long value) {
        state.setProperty(name, Long.toString(value));
    }

    @Nullable
    String text(String name) {
        return state.getProperty(name);
    }

    void text(String name, String value) {
        state.setProperty(name, value);
    }

    Path newFile(String step) {
        // Steps that are done have files of their own names.
        return folder.resolve(step + "-" + ++files + SORTED);
    }

    /** Returns the files of all steps. */
    List<Path> sortedFiles() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(WorkFolder::isSorted).toList();
        }
    }

    private long sortedFiles(String step) throws IOException {
        return sortedFiles().stream().filter(file -> step(file).equals(step)).count();
    }

    private static boolean isSorted(Path file) {
        return file.toString().endsWith(SORTED);
    }

    // A file whose name the disk did not keep would be as if nothing had been seen.
    private void requireFiles() throws IOException {
        for (String name : state.stringPropertyNames()) {
            if (name.startsWith(DONE) && sortedFiles(name.substring(DONE.length())) != number(name)) {
                throw new StoredFileException("the work folder '" + folder
                        + "' does not have all that it had, as after a" + " loss of power: empty it and start again");
            }
        }
    }

    /** Saves how far the run is; all of it or what was saved before. */
    void save() throws IOException {
        Path fresh = folder.resolve(STATE + ".new");
        try (OutputStream out = Files.newOutputStream(fresh)) {
            state.store(out, "how far a run of org.storedfile.maintenance is");
        }
        Files.move(fresh, folder.resolve(STATE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Tells that nothing is left to be done. */
    void ended() {
        hasEnded = true;
    }

    @Override
    public void close() throws IOException {
        if (hasEnded || !isKept) {
            clear(path -> true);
        }
        lock.close();
        if (hasEnded || !isKept) {
            Files.deleteIfExists(folder.resolve(LOCK));
        }
        if (!isKept) {
            Files.delete(folder);
        }
    }

    private void load(String options) throws IOException {
        Path file = folder.resolve(STATE);
        isResumed = Files.exists(file);
        if (isResumed) {
            try (InputStream in = Files.newInputStream(file)) {
                state.load(in);
            }
            if (!options.equals(state.getProperty(OPTIONS))) {
                throw new StoredFileException(
                        "the work folder '" + folder + "' holds an unfinished run with other options: "
                                + state.getProperty(OPTIONS) + "; finish that one, or name another folder");
            }
        }
        state.setProperty(OPTIONS, options);
        // What a step left that did not end.
        clear(path -> isSorted(path) && !isDone(step(path)));
        requireFiles();
        save();
    }

    private static String step(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.indexOf('-'));
    }

    private void clear(Predicate<Path> which) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(which).filter(WorkFolder::isOurs).toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean isOurs(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SORTED) || name.startsWith(STATE);
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean isTaken = false;
        try {
            isTaken = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            LOG.log(System.Logger.Level.DEBUG, "this process has the lock of {0}: {1}", folder, e);
        }
        if (!isTaken) {
            channel.close();
            throw new StoredFileException("another run uses the work folder '" + folder + "'");
        }
        return channel;
    }
}

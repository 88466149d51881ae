package org.storedfile.persistence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.UploadThreads;
import org.storedfile.storage.WriteGroup;

/**
 * The uploads of one flush, side by side. The flushing thread stores what can be read only there, and then the rest;
 * other threads help as soon as they are free, but it never waits for one that has not begun. Used once.
 */
final class Uploads {
    private final TransactionFiles transaction;
    private final UploadThreads.Flush threads;
    private final WriteGroup group;
    private final FileWriter writer;
    private final List<PlannedFile> streams;
    private final List<PlannedFile> others;
    private final AtomicInteger taken = new AtomicInteger();
    private final Phaser workers = new Phaser(1);
    private final List<Failed> failures = new ArrayList<>();
    private final List<BooleanSupplier> called = new ArrayList<>();
    private volatile boolean isGivenUp;

    private record Failed(Throwable cause, Thread thread) {}

    Uploads(StoredFiles files, TransactionFiles transaction, List<PlannedFile> planned) {
        Predicate<PlannedFile> isRepeatable = file -> file.file().content().isRepeatable();
        this.transaction = transaction;
        this.threads = files.uploadThreads().forFlush();
        BooleanSupplier isCancelled = () -> isGivenUp || transaction.isOver();
        this.group = new WriteGroup(() -> VerifiedInputStream.requireWanted(isCancelled));
        this.writer = new FileWriter(files, group, isCancelled);
        this.streams = planned.stream().filter(isRepeatable.negate()).toList();
        this.others = planned.stream().filter(isRepeatable).toList();
    }

    /**
     * Stores all of them, and returns when they are durable and no other thread is at work for them. The first failure is
     * thrown; it keeps those that were not begun from being sent, and breaks off the others.
     */
    void run() {
        attempt(this::storeAll);
        awaitHelpers();
        throwFailure();
        finish();
    }

    private void finish() {
        try {
            group.finish();
        } catch (IOException | RuntimeException e) {
            // RuntimeException too: a storage of the application may throw anything.
            throw Failure.of("the files of this flush could not be made durable: " + e.getMessage(), e);
        }
    }

    private void storeAll() {
        int forHelpers = others.size();
        for (PlannedFile stream : streams) {
            if (isGivenUp) {
                return; // It can be read once only.
            }
            callHelp(forHelpers);
            store(stream);
        }
        for (PlannedFile file = next(); file != null; file = next()) {
            forHelpers--;
            callHelp(forHelpers);
            store(file);
        }
    }

    // No more than one for each file. Again before each file, because there may be room for more help by then.
    private void callHelp(int most) {
        while (called.size() < most && taken.get() < others.size() && isHelpComing()) {}
    }

    private boolean isHelpComing() {
        workers.register();
        boolean isComing = false;
        try {
            Optional<BooleanSupplier> coming = threads.tryRun(this::help, workers::arriveAndDeregister);
            coming.ifPresent(called::add);
            isComing = coming.isPresent();
        } finally {
            // Nobody must wait for who does not come, whatever was thrown.
            if (!isComing) {
                workers.arriveAndDeregister();
            }
        }
        return isComing;
    }

    private void help() {
        attempt(() -> {
            for (PlannedFile file = next(); file != null; file = next()) {
                store(file);
            }
        });
    }

    private @Nullable PlannedFile next() {
        int index = isGivenUp ? others.size() : taken.getAndIncrement();
        return index < others.size() ? others.get(index) : null;
    }

    private void store(PlannedFile planned) {
        transaction.storing(planned.location());
        try {
            transaction.stored(planned, writer.write(planned));
        } catch (RuntimeException | Error e) {
            transaction.broken();
            // It ended on another thread, perhaps before there was anything to remove.
            if (transaction.isOver()) {
                transaction.removeLate(planned.location());
            }
            throw e;
        }
    }

    // Throwable: an executor would lose it, and the flush would seem to have stored the file.
    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        synchronized (failures) {
            failures.add(new Failed(cause, Thread.currentThread()));
        }
        isGivenUp = true;
    }

    private void awaitHelpers() {
        called.stream().filter(BooleanSupplier::getAsBoolean).forEach(notBegun -> workers.arriveAndDeregister());
        int phase = workers.arriveAndDeregister();
        try {
            workers.awaitAdvanceInterruptibly(phase);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(Failure.of("interrupted while files were stored: roll the transaction back", e));
            workers.awaitAdvance(phase);
        }
    }

    private void throwFailure() {
        synchronized (failures) {
            if (failures.isEmpty()) {
                return;
            }
            Throwable first = visible(failures.get(0));
            failures.stream()
                    .skip(1)
                    .map(Failed::cause)
                    .filter(other -> other != first)
                    .forEach(first::addSuppressed);
            if (first instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) first;
        }
    }

    // With the stack of the flush, which another thread's does not have.
    private static Throwable visible(Failed failed) {
        Throwable cause = failed.cause();
        boolean isHere = failed.thread() == Thread.currentThread() && cause instanceof RuntimeException;
        return isHere || cause instanceof Error
                ? cause
                : new StoredFileException(String.valueOf(cause.getMessage()), cause);
    }
}

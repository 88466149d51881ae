package org.storedfile.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.storedfile.StoredFileException;

/**
 * The one thread of this process that writes the journal outside of the application's transactions, on one connection.
 * Intents of all threads that wait are committed together. A connection on which anything failed is dropped. Thread
 * safe.
 */
final class Clerk implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(Clerk.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final JournalSource source;
    private final Counts counts;
    private final LinkedBlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean isClosed;
    private volatile boolean hasEnded;
    private volatile @Nullable JournalTable table;
    private @Nullable Connection connection;
    private int isolation;

    Clerk(JournalSource source, Counts counts) {
        this.source = source;
        this.counts = counts;
        this.thread = JournalThread.make("stored-file-journal", this::run);
        thread.start();
    }

    /** Says what the table is, once it is checked. */
    void table(JournalTable checked) {
        table = checked;
    }

    /** Returns when the intents are committed, perhaps together with those of others. */
    void intend(List<Intent> intents) {
        await(add(new Task<>(List.copyOf(intents), null)));
    }

    /**
     * Has the work done in a transaction of its own, and returns its result. An interruption does not end the wait, as
     * a thread that was interrupted has to end its transaction all the same.
     */
    <T> T call(SqlWork<T> work) {
        Task<T> task = add(new Task<>(List.of(), work));
        boolean isInterrupted = Thread.interrupted();
        try {
            return await(task);
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Has the work done some time in a transaction of its own; if it fails, that is logged. */
    void later(SqlWork<?> work) {
        if (!isClosed) {
            enqueue(new Task<>(List.of(), work).logged());
        }
    }

    /** Does what is waiting, and ends the thread. */
    @Override
    public void close() {
        isClosed = true;
        queue.add(new Task<>(List.of(), unused -> ""));
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            thread.interrupt();
        }
        fail(drained(), closed());
    }

    private <T> Task<T> add(Task<T> task) {
        if (isClosed) {
            throw closed();
        }
        enqueue(task);
        return task;
    }

    // Nobody comes for what is added after the last look, while it is closed.
    private void enqueue(Task<?> task) {
        queue.add(task);
        if (hasEnded) {
            fail(drained(), closed());
        }
    }

    private static StoredFileException closed() {
        return new StoredFileException("the journal is closed");
    }

    private <T> T await(Task<T> task) {
        try {
            return task.done.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoredFileException("interrupted while the journal was written: roll the transaction back", e);
        } catch (TimeoutException e) {
            throw new StoredFileException(
                    "the journal was not written within " + PATIENCE.toSeconds() + " seconds: its connection from "
                            + source + " is slow, or its pool has none to spare",
                    e);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private StoredFileException failure(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        // With the stack of the thread that waits, which the clerk's does not have.
        return cause instanceof StoredFileException
                ? new StoredFileException(String.valueOf(cause.getMessage()), cause)
                : new StoredFileException(
                        "the journal could not be written through " + source + ": " + cause.getMessage(), cause);
    }

    private void run() {
        try {
            workUntilClosed();
        } finally {
            hasEnded = true;
            fail(drained(), closed());
        }
    }

    private void workUntilClosed() {
        while (!isClosed || !queue.isEmpty()) {
            List<Task<?>> tasks = new ArrayList<>();
            try {
                Task<?> first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                if (first == null) {
                    rest();
                    continue;
                }
                tasks.add(first);
                letOthersCome();
                queue.drainTo(tasks);
                work(tasks);
            } catch (InterruptedException e) {
                // Of a server that ends its threads, or of close, which waited long enough.
                isClosed = true;
                tasks.addAll(drained());
            } catch (Throwable e) {
                // Throwable: nobody would write the journal any more, and flushes would wait.
                LOGGER.log(Level.ERROR, "the journal's thread goes on after a failure", e);
                fail(tasks, e);
                drop();
            }
            fail(tasks, closed());
        }
        drop();
    }

    // Only where threads wait for a processor, and are about to bring more: then a commit is worth most. No time passes
    // else, and nothing relies on it.
    @SuppressWarnings("ThreadPriorityCheck")
    private static void letOthersCome() {
        Thread.yield();
    }

    // What is done already takes no notice.
    private static void fail(List<Task<?>> tasks, Throwable cause) {
        tasks.forEach(task -> task.done.completeExceptionally(cause));
    }

    private List<Task<?>> drained() {
        List<Task<?>> tasks = new ArrayList<>();
        queue.drainTo(tasks);
        return tasks;
    }

    private void work(List<Task<?>> tasks) {
        commit(tasks.stream().filter(task -> !task.intents.isEmpty()).toList());
        tasks.stream().filter(task -> task.work != null).forEach(this::perform);
    }

    // One by one after a failure, so that the fault of one does not fail the others; once more if all that failed was a
    // connection that was kept from before, as nobody looks whether the server has ended it meanwhile.
    private void commit(List<Task<?>> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        List<Intent> intents =
                tasks.stream().flatMap(task -> task.intents.stream()).toList();
        Connection kept = connection;
        try {
            insert(intents);
            tasks.forEach(task -> task.done.complete(null));
        } catch (SQLException | RuntimeException e) {
            boolean isLost = kept != null && isLost(kept);
            drop();
            if (isLost) {
                LOGGER.log(Level.DEBUG, "the journal''s connection was lost, and is opened anew: {0}", e.toString());
            }
            if (tasks.size() == 1 && !isLost) {
                tasks.get(0).done.completeExceptionally(e);
            } else {
                tasks.forEach(task -> commit(List.of(task)));
            }
        }
    }

    private static boolean isLost(Connection connection) {
        try {
            return !connection.isValid((int) CLOSING.toSeconds());
        } catch (SQLException | RuntimeException e) {
            return true;
        }
    }

    // One statement is its own transaction; more than one, of very many files, are one too.
    private void insert(List<Intent> intents) throws SQLException {
        JournalTable checked = table;
        if (checked == null) {
            throw new StoredFileException("the journal is not open");
        }
        if (checked.isOneStatement(intents.size())) {
            checked.insert(open(true), intents);
        } else {
            inTransaction(open -> {
                checked.insert(open, intents);
                return "";
            });
        }
        counts.commits.increment();
        counts.intents.add(
                intents.stream().mapToInt(intent -> intent.keys().size()).sum());
    }

    private <T> void perform(Task<T> task) {
        SqlWork<T> work = task.work;
        if (work == null) {
            return;
        }
        try {
            task.done.complete(inTransaction(work));
        } catch (SQLException | RuntimeException e) {
            drop();
            task.done.completeExceptionally(e);
        }
    }

    private <T> T inTransaction(SqlWork<T> work) throws SQLException {
        Connection open = open(false);
        T result = work.run(open);
        open.commit();
        return result;
    }

    private Connection open(boolean autoCommits) throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = source.open();
            connection = open;
            isolation = open.getTransactionIsolation();
            // Not the one of the application, whose snapshots would hide rows from the reaper.
            open.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
        if (open.getAutoCommit() != autoCommits) {
            open.setAutoCommit(autoCommits);
        }
        return open;
    }

    // A connection of the unit's own pool is kept: in the moment it is needed, all others may wait for this thread.
    private void rest() {
        if (!source.isShared()) {
            drop();
        }
    }

    private void drop() {
        Connection dropped = connection;
        connection = null;
        if (dropped == null) {
            return;
        }
        try (dropped) {
            if (!dropped.isClosed()) {
                if (!dropped.getAutoCommit()) {
                    dropped.rollback();
                    dropped.setAutoCommit(true);
                }
                dropped.setTransactionIsolation(isolation);
            }
        } catch (SQLException | RuntimeException e) {
            // It may have failed before; that was reported.
            LOGGER.log(Level.DEBUG, "the journal's connection was not left in order: {0}", e.toString());
        }
    }

    private static final class Task<T> {
        private final List<Intent> intents;
        private final @Nullable SqlWork<T> work;
        private final CompletableFuture<T> done = new CompletableFuture<>();

        Task(List<Intent> intents, @Nullable SqlWork<T> work) {
            this.intents = intents;
            this.work = work;
        }

        Task<T> logged() {
            var unused = done.whenComplete((result, failure) -> {
                if (failure != null) {
                    LOGGER.log(Level.WARNING, "a row of the journal was not tidied up; the reaper will", failure);
                }
            });
            return this;
        }
    }
}

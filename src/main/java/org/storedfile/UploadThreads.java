package org.storedfile;

import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.ServerThreads;

/**
 * The threads that store files beside those that flush: a few for the whole application, the server's where it has
 * some. Threads of our own are made when they are needed and end when they are idle. For the packages of persistence and
 * of CDI. Thread safe.
 */
public final class UploadThreads {
    /** How many threads store the files of one flush unless it is set, the flushing thread included. */
    public static final int STANDARD = 8;

    private static final System.Logger LOG = System.getLogger(UploadThreads.class.getName());
    private static final String NAME = "stored-file-upload";
    private static final String NAME_OF_STORAGES = "stored-file-storage";
    private static final long IDLE_SECONDS = 5;
    private static final long CLOSING_SECONDS = 10;

    private final int size;
    private final boolean areVirtual;
    private final Semaphore places;
    private final Optional<Executor> given;
    // Weak, so that who is registered for a class loader and forgotten does not keep it.
    private final WeakReference<@Nullable ClassLoader> loader =
            new WeakReference<>(Thread.currentThread().getContextClassLoader());
    private @Nullable ThreadPoolExecutor own;
    private volatile boolean isClosed;

    UploadThreads(int threads, boolean areVirtual, Optional<Executor> given) {
        this.size = Math.max(0, threads - 1);
        this.areVirtual = areVirtual;
        this.places = new Semaphore(size);
        this.given = given;
    }

    /**
     * Returns what makes the threads of storages, which wait for none of these: the server's where it has some, else
     * virtual ones or daemons.
     */
    public static ThreadFactory ofStorages(boolean areVirtual) {
        return areVirtual ? new ServerThreads(UploadThreads::virtual) : new ServerThreads(NAME_OF_STORAGES);
    }

    private static Thread virtual(Runnable work) {
        Thread thread = VirtualThreads.unstarted(NAME_OF_STORAGES, work);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        return thread;
    }

    /**
     * Has {@code work} run on another thread, and there {@code whenFree}, once that thread counts as free again: a flush
     * that waits for it leaves the next one all threads. Both throw nothing.
     *
     * @return what takes the work back, and tells whether it had not begun, so that it and {@code whenFree} never run;
     *     empty if it is not going to run, because all threads are busy, none can be made or this is closed
     */
    public Optional<BooleanSupplier> tryRun(Runnable work, Runnable whenFree) {
        return forFlush().tryRun(work, whenFree);
    }

    /** Returns these threads for who needs several of them now. */
    public Flush forFlush() {
        return new Flush();
    }

    /** The threads for one flush, which seeks those of the server once, and none after a failure. Not thread safe. */
    public final class Flush {
        private Optional<Executor> server = Optional.empty();
        private boolean isSought;
        private boolean hasFailed;

        private Flush() {}

        /** As {@link UploadThreads#tryRun}. */
        public Optional<BooleanSupplier> tryRun(Runnable work, Runnable whenFree) {
            if (hasFailed || !places.tryAcquire()) {
                return Optional.empty();
            }
            Task task = new Task(work, whenFree);
            try {
                return isTaken(task, this) || !task.isGivenUp() ? Optional.of(task::isTakenBack) : Optional.empty();
            } catch (Throwable e) {
                // There are no more threads, or the application's executor may throw anything: who asks can do it all.
                hasFailed = true;
                // It may have begun; else nobody is to begin it later.
                boolean isComing = !task.isGivenUp();
                LOG.log(Level.WARNING, "no thread to help", e);
                return isComing ? Optional.of(task::isTakenBack) : Optional.empty();
            }
        }

        private Optional<Executor> server() {
            if (!isSought) {
                server = ManagedThreads.find();
                isSought = true;
            }
            return server;
        }
    }

    /** Takes no more work. Threads of our own end, after ten seconds even if they are busy. */
    void close() {
        ThreadPoolExecutor ending = closing();
        if (ending == null) {
            return;
        }
        ending.shutdown();
        try {
            if (ending.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ending.shutdownNow();
    }

    private synchronized @Nullable ThreadPoolExecutor closing() {
        isClosed = true;
        return own;
    }

    /** Work, until it is begun or taken back, and the place of its thread. */
    private final class Task implements Runnable {
        private final AtomicReference<@Nullable Runnable> work;
        private final AtomicBoolean hasPlace = new AtomicBoolean(true);
        private final Runnable whenFree;
        private volatile boolean isOurs;

        Task(Runnable work, Runnable whenFree) {
            this.work = new AtomicReference<>(work);
            this.whenFree = whenFree;
        }

        @Override
        public void run() {
            Runnable begun = work.getAndSet(null);
            try {
                if (begun != null) {
                    begun.run();
                }
            } finally {
                leave();
                if (begun != null) {
                    whenFree.run();
                }
            }
        }

        // What a server's queue still holds of it keeps its place, so that not more and more of them wait there.
        boolean isTakenBack() {
            boolean isBack = work.getAndSet(null) != null;
            if (isBack && isOurs) {
                leave();
            }
            return isBack;
        }

        /** Sees to it that it does not begin, and tells whether it had not. */
        boolean isGivenUp() {
            boolean isBack = work.getAndSet(null) != null;
            if (isBack) {
                leave();
            }
            return isBack;
        }

        void leave() {
            if (hasPlace.getAndSet(false)) {
                places.release();
            }
        }
    }

    // The server's threads are sought for each flush: they are those of the application whose thread asks, which may
    // come from outside the server now and from within next time, and may be undeployed while others of its EAR live
    // on.
    private boolean isTaken(Task task, Flush flush) {
        if (isClosed) {
            return false;
        }
        if (given.isPresent()) {
            return isTaken(given.get(), task);
        }
        boolean isManaged =
                flush.server().filter(managed -> isTaken(managed, task)).isPresent();
        if (isManaged) {
            return true;
        }
        task.isOurs = true;
        return isTaken(this::runOnOwn, task);
    }

    private static boolean isTaken(Executor executor, Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException | IllegalStateException e) {
            // The executor is shut down, or too busy: a server's may say so with either.
            LOG.log(Level.DEBUG, "no thread to store files: {0}", e);
            return false;
        }
    }

    private void runOnOwn(Runnable task) {
        own().execute(task);
    }

    private synchronized Executor own() {
        if (isClosed) {
            throw new RejectedExecutionException("the storages are closed");
        }
        ThreadPoolExecutor pool = own;
        if (pool == null) {
            pool = new ThreadPoolExecutor(
                    size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
            pool.allowCoreThreadTimeOut(true);
            own = pool;
        }
        return pool;
    }

    private Thread thread(Runnable work) {
        // It outlives the flush that makes it, whose thread locals may hold anything.
        Thread thread = areVirtual ? VirtualThreads.unstarted(NAME, work) : new Thread(null, work, NAME, 0, false);
        thread.setContextClassLoader(loader.get());
        thread.setDaemon(true);
        return thread;
    }
}

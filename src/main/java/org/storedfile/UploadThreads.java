package org.storedfile;

import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.ServerThreads;

/**
 * The threads that store files beside those that flush: a few for the whole application, the server's where it has
 * some. Help that finds all of them busy waits in a line of limited length, while who asked for it goes on alone.
 * Threads of our own are made when they are needed and end when they are idle. For the packages of persistence and of
 * CDI. Thread safe.
 */
public final class UploadThreads {
    /** How many threads store the files of one flush unless it is set, the flushing thread included. */
    public static final int STANDARD = 50;

    /** How many pieces of help may wait for one of them unless it is set. */
    public static final int STANDARD_QUEUE = 1000;

    private static final System.Logger LOG = System.getLogger(UploadThreads.class.getName());
    private static final String NAME = "stored-file-upload";
    private static final String NAME_OF_STORAGES = "stored-file-storage";
    private static final long IDLE_SECONDS = 5;
    private static final long CLOSING_SECONDS = 10;

    private final int size;
    private final boolean areVirtual;
    private final Places<Help> places;
    private final Optional<Executor> given;
    // Weak, so that who is registered for a class loader and forgotten does not keep it.
    private final WeakReference<@Nullable ClassLoader> loader =
            new WeakReference<>(Thread.currentThread().getContextClassLoader());
    private @Nullable ThreadPoolExecutor own;
    private volatile boolean isClosed;

    UploadThreads(int threads, int queue, boolean areVirtual, Optional<Executor> given) {
        this.size = Math.max(0, threads - 1);
        this.areVirtual = areVirtual;
        this.places = new Places<>(size, queue);
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
     * Has {@code work} run on another thread, at once or when one is free, and there {@code whenFree}, once that thread
     * counts as free again: a flush that waits for it leaves others all threads. Both throw nothing.
     *
     * @return what takes the work back, and tells whether it had not begun, so that it and {@code whenFree} never run;
     *     empty if it is not going to run, because all threads are busy and too many wait for one, none can be made or
     *     this is closed
     */
    public Optional<BooleanSupplier> tryRun(Runnable work, Runnable whenFree) {
        return forFlush().tryRun(work, whenFree);
    }

    /** Returns these threads for who needs several of them now. */
    public Flush forFlush() {
        return new Flush();
    }

    /**
     * The threads for one flush, which seeks those of the server once, and none after a failure; never more than there
     * are. Not thread safe.
     */
    public final class Flush {
        private final @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
        private Optional<Executor> executor = given;
        private boolean isSought;
        private int asked;
        private volatile boolean hasFailed;

        private Flush() {}

        /** As {@link UploadThreads#tryRun}. */
        public Optional<BooleanSupplier> tryRun(Runnable work, Runnable whenFree) {
            if (isClosed || hasFailed || asked == size) {
                return Optional.empty();
            }
            seek();
            Help help = new Help(work, whenFree, this, places);
            Places.Answer answer = places.come(help);
            if (answer == Places.Answer.PLACE) {
                Help.handOn(Optional.of(help));
            }
            if (answer == Places.Answer.NOTHING || help.isRefused()) {
                return Optional.empty();
            }
            asked++;
            return Optional.of(help::isTakenBack);
        }

        // For each flush: the server's threads are those of the application whose thread asks, which may come from
        // outside the server now and from within next time, and may be undeployed while others of its EAR live on.
        // Before help waits, because the thread that hands it on may be another's.
        private void seek() {
            if (!isSought && executor.isEmpty()) {
                executor = ServerThreads.executor();
            }
            isSought = true;
        }

        /** Hands it to these threads, unless they are to get nothing any more, and tells whether it comes. */
        boolean isTaken(Help help) {
            if (isClosed || hasFailed) {
                return false;
            }
            if (executor.isPresent() && UploadThreads.isTaken(executor.get(), help)) {
                return true;
            }
            if (given.isPresent()) {
                return false;
            }
            help.comesFromOurs();
            return UploadThreads.isTaken(UploadThreads.this::runOnOwn, help);
        }

        void failed() {
            hasFailed = true;
        }

        /** Returns the context class loader of who asks. */
        @Nullable
        ClassLoader context() {
            return context;
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

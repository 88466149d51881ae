package org.storedfile;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Work for another thread, until it has run or is taken back, and its place among those that run. Thread safe. */
final class Help implements Runnable {
    private static final System.Logger LOG = System.getLogger(Help.class.getName());

    private enum State {
        COMING,
        BEGUN,
        REFUSED,
        TAKEN_BACK
    }

    private final UploadThreads.Flush flush;
    private final Places<Help> places;
    private final Runnable whenFree;
    private final AtomicReference<State> state = new AtomicReference<>(State.COMING);
    private final AtomicBoolean hasPlace = new AtomicBoolean();
    private Runnable work;
    private Optional<Help> next = Optional.empty();
    private volatile boolean isOurs;
    private volatile @Nullable Thread starter;

    Help(Runnable work, Runnable whenFree, UploadThreads.Flush flush, Places<Help> places) {
        this.work = work;
        this.whenFree = whenFree;
        this.flush = flush;
        this.places = places;
    }

    /** Has it run by the threads of its flush; and if it is over by then, who has got its place, and so on. */
    static void handOn(Optional<Help> first) {
        for (Optional<Help> help = first; help.isPresent(); ) {
            help = help.get().start();
        }
    }

    @Override
    public void run() {
        boolean isBegun = state.compareAndSet(State.COMING, State.BEGUN);
        try {
            if (isBegun) {
                work.run();
            }
        } finally {
            Optional<Help> following = leave();
            if (isBegun) {
                whenFree.run();
            }
            // An executor may run it where it is handed on: then all that wait would pile up on one stack.
            if (Thread.currentThread() == starter) {
                next = following;
            } else {
                handOn(following);
            }
        }
    }

    /**
     * Takes it back, and tells whether it had not begun. What a server's queue still holds of it keeps its place, so that
     * not more and more of them wait there.
     */
    boolean isTakenBack() {
        boolean isBack = state.compareAndSet(State.COMING, State.TAKEN_BACK)
                || state.compareAndSet(State.REFUSED, State.TAKEN_BACK);
        if (isBack) {
            work = () -> {};
            places.forget(this);
            if (isOurs) {
                handOn(leave());
            }
        }
        return isBack;
    }

    /** Tells whether its threads did not want it; it is not going to run. */
    boolean isRefused() {
        return state.get() == State.REFUSED;
    }

    /** Says that it waits for a thread of our own, and in no server's queue. */
    void comesFromOurs() {
        isOurs = true;
    }

    private Optional<Help> start() {
        hasPlace.set(true);
        starter = Thread.currentThread();
        try {
            return isTaken() ? next : refused();
        } catch (Throwable e) {
            // There are no more threads, or the application's executor may throw anything: who asks can do it all.
            flush.failed();
            Optional<Help> following = refused();
            LOG.log(Level.WARNING, "no thread to help", e);
            return following;
        } finally {
            starter = null;
        }
    }

    // In the flush's context, whoever hands it on: a server's executor gives the work that of the thread that does.
    private boolean isTaken() {
        Thread here = Thread.currentThread();
        ClassLoader before = here.getContextClassLoader();
        if (before == flush.context()) {
            return flush.isTaken(this);
        }
        here.setContextClassLoader(flush.context());
        try {
            return flush.isTaken(this);
        } finally {
            here.setContextClassLoader(before);
        }
    }

    // It may have begun; else nobody is to begin it later.
    private Optional<Help> refused() {
        state.compareAndSet(State.COMING, State.REFUSED);
        return state.get() == State.BEGUN ? next : leave();
    }

    private Optional<Help> leave() {
        return hasPlace.getAndSet(false) ? places.leave() : Optional.empty();
    }
}

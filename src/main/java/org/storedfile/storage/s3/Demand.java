package org.storedfile.storage.s3;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.reactivestreams.Subscription;

/**
 * What the CRT asks for of a stream that another thread sends, the one that makes this.
 *
 * <p>It asks for 16 MiB at once and keeps them in a queue, where the garbage collector of a small heap copies most of
 * them before they are taken. So no more than some are handed on until it asks again, as it does when it takes any. If its
 * queue is empty, it looks there again and again, on a thread that can do nothing else: so whoever asks waits here for
 * what comes next. If it does not ask for long, it gets a little more after times that grow. Thread safe.
 */
final class Demand implements Subscription {
    // Some seconds at last, with the patience of uploads.
    private static final int MOST_DOUBLINGS = 6;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread sender = Thread.currentThread();
    private final long ahead;
    private final Duration patience;
    private boolean isOpen;
    private boolean isOver;
    private long wanted;
    private long untaken;
    private int inVain;
    private long begun;
    private long done;

    /**
     * @param ahead how many bytes to hand on before it asks again
     * @param patience how long to wait for that, at first: who is owed bytes need not ask for more
     */
    Demand(long ahead, Duration patience) {
        this.ahead = ahead;
        this.patience = patience;
    }

    @Override
    public void request(long n) {
        lock.lock();
        try {
            wanted = n > Long.MAX_VALUE - wanted ? Long.MAX_VALUE : wanted + n;
            isOver = isOver || n <= 0; // nobody may ask for less than nothing
            changed.signalAll();
            if (Thread.currentThread() != sender) {
                untaken = 0;
                awaitNext();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void cancel() {
        end();
    }

    /** Lets bytes be sent; until then whoever asks does not wait. */
    void open() {
        lock.lock();
        try {
            isOpen = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until bytes are wanted; tells whether they are, or none ever will be. */
    boolean await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!isOver && (!isOpen || wanted == 0)) {
                changed.await();
            }
            long left = patience.toNanos() << inVain;
            while (!isOver && isEnough() && left > 0) {
                left = changed.awaitNanos(left);
            }
            inVain = isEnough() ? Math.min(inVain + 1, MOST_DOUBLINGS) : 0;
            return !isOver;
        } finally {
            lock.unlock();
        }
    }

    /** Counts bytes that are handed on now, as {@code handing} does it. */
    void meet(int bytes, Runnable handing) {
        lock.lock();
        try {
            wanted--;
            untaken += bytes;
            begun++;
        } finally {
            lock.unlock();
        }
        handing.run();
        lock.lock();
        try {
            done = begun;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Wants no more, and lets everybody go who waits. */
    void end() {
        lock.lock();
        try {
            isOver = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return isOver;
        } finally {
            lock.unlock();
        }
    }

    // Who asks for all there ever is waits for nothing.
    private boolean isEnough() {
        return untaken >= ahead && wanted < Long.MAX_VALUE / 2;
    }

    // Not what is being handed on at the moment, which may have been taken already.
    private void awaitNext() {
        long seen = begun;
        try {
            while (isOpen && !isOver && done <= seen) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

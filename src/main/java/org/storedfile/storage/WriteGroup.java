package org.storedfile.storage;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Objects that are written one after another or side by side, and become durable together: what they have in common,
 * such as the folder that is to be flushed, is done once for all of them. Whoever writes them makes a group, says so in
 * each {@link Content#group}, and calls {@link #finish} when all are written. Thread safe.
 */
public final class WriteGroup {
    private final Map<Object, Work> rest = new ConcurrentHashMap<>();
    private final Work wanted;

    /** What is left to be done. */
    @FunctionalInterface
    public interface Work {
        /** Does it. */
        void run() throws IOException;
    }

    /** Makes a group of objects that are wanted until {@link #finish}. */
    public WriteGroup() {
        this(() -> {});
    }

    /** Makes a group of objects that are in vain once {@code wanted}, which any thread runs at any time, fails. */
    public WriteGroup(Work wanted) {
        this.wanted = wanted;
    }

    /**
     * Fails once the objects are in vain, as {@link Content#requireWanted} does for the bytes of one.
     *
     * @throws IOException if what is under way is to be given up
     */
    public void requireWanted() throws IOException {
        wanted.run();
    }

    /**
     * Leaves work to {@link #finish}, for a storage whose object is complete but for it, and may be lost in a crash of the
     * machine until then.
     *
     * @param what is done: of equal ones, one is enough
     * @return the work that is going to be done: {@code work}, or what was left for an equal one before, which may gather
     *     more
     */
    public Work later(Object what, Work work) {
        Work earlier = rest.putIfAbsent(what, work);
        return earlier == null ? work : earlier;
    }

    /**
     * Does what was left to be done. When it returns, all objects are as durable as {@link Storage#write} promises.
     *
     * @throws IOException if some of it fails; which of the objects survive a crash is not known then
     */
    public void finish() throws IOException {
        for (Work work : List.copyOf(rest.values())) {
            work.run();
        }
    }
}

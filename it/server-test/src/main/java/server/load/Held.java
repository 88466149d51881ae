package server.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import server.ServerJvm;

/**
 * What the server holds.
 *
 * @param heap bytes that are in use after a collection
 * @param handles open files and connections, by kind
 */
record Held(long heap, long threads, Map<String, Long> handles) {
    static Held now() throws IOException, InterruptedException {
        return new Held(ServerJvm.heap(), ServerJvm.threads(), ServerJvm.handlesByKind());
    }

    long open() {
        return handles.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Tells of which kinds there are more or fewer, and how many. */
    String changes(Held before) {
        Map<String, Long> changes = new TreeMap<>(handles);
        before.handles.forEach((kind, count) -> changes.merge(kind, -count, Long::sum));
        changes.values().removeIf(count -> count == 0);
        return "handles " + changes;
    }

    // One for each of the thousands of requests, or of the hundred uploads, would be more than that.
    private static final long MORE_HEAP = 32 << 20;
    private static final long MORE_THREADS = 20;

    /** Returns what has grown by more than a run of its own needs: the connections of clients close when they like. */
    List<String> growth(Held before) {
        List<String> grown = new ArrayList<>();
        if (heap > before.heap + MORE_HEAP || threads > before.threads + MORE_THREADS) {
            grown.add("the server grew from " + before + " to " + this);
        }
        if (open() > before.open() + Wrk.CLIENTS) {
            grown.add("handles grew from " + before.handles + " to " + handles);
        }
        return grown;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d MB, %d threads, %d handles", heap >> 20, threads, open());
    }
}

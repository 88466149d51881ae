package server.load;

import java.io.IOException;
import java.util.Locale;
import server.ServerJvm;

/**
 * What the server holds.
 *
 * @param heap bytes that are in use after a collection
 * @param handles open files and connections
 */
record Held(long heap, long threads, long handles) {
    static Held now() throws IOException, InterruptedException {
        return new Held(ServerJvm.heap(), ServerJvm.threads(), ServerJvm.handles());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d MB, %d threads, %d handles", heap >> 20, threads, handles);
    }
}

package page;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds writes into the folders that a test has named, until two are there at once. */
@ApplicationScoped
public class Meetings {
    private static final long PATIENCE_SECONDS = 30;

    private final Map<String, Meeting> meetings = new ConcurrentHashMap<>();

    private record Meeting(Set<String> threads, CountDownLatch missing) {}

    public void call(String folder) {
        meetings.put(folder, new Meeting(new ConcurrentSkipListSet<>(), new CountDownLatch(2)));
    }

    /** Returns the names of the threads that came. */
    public Set<String> threads(String folder) {
        return new TreeSet<>(meetings.get(folder).threads());
    }

    void attend(String folder) throws IOException {
        Meeting meeting = meetings.get(folder);
        if (meeting != null) {
            meeting.threads().add(Thread.currentThread().getName());
            meeting.missing().countDown();
            await(meeting.missing());
        }
    }

    private static void await(CountDownLatch missing) throws IOException {
        try {
            if (!missing.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("no other write came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while another write was awaited", e);
        }
    }
}

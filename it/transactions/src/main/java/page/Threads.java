package page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which threads of the server work for the library now. */
@Path("threads")
@ApplicationScoped
@Produces("text/plain")
public class Threads {
    /** Tells the names of those that the library made itself, that keep its journals, and that send parts of files. */
    @GET
    public String threads() {
        return new Facts()
                .put("own", names(thread -> thread.getName().startsWith("stored-file")))
                .put("journal", names(Threads::isJournal))
                .put("parts", names(Threads::isPart))
                .toString();
    }

    private static List<String> names(Predicate<Thread> which) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(which)
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    private static boolean isJournal(Thread thread) {
        return isIn(thread, "org.storedfile.journal.");
    }

    // Who writes the file came through the storage.
    private static boolean isPart(Thread thread) {
        return isIn(thread, "org.storedfile.storage.s3.") && !isIn(thread, "org.storedfile.storage.s3.S3Storage");
    }

    private static boolean isIn(Thread thread, String classes) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith(classes));
    }
}

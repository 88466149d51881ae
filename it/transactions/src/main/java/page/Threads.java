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
    /** Tells the names of those that the library made itself, and of those that keep its journals. */
    @GET
    public String threads() {
        return new Facts()
                .put("own", names(thread -> thread.getName().startsWith("stored-file")))
                .put("journal", names(Threads::isJournal))
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
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("org.storedfile.journal."));
    }
}

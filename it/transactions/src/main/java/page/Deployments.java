package page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.storedfile.StoredFiles;

/** What earlier deployments of this application left in the server: class loaders and threads. */
@Path("deployments")
@ApplicationScoped
@Produces("text/plain")
public class Deployments {
    private static final String LOADERS = "page.class-loaders";
    private static final int COLLECTIONS = 5;

    @Inject
    private StoredFiles files;

    /** Remembers this deployment, server-wide, without keeping it. */
    @GET
    @Path("remember")
    public String remember() {
        synchronized (System.class) {
            loaders().add(new WeakReference<>(Deployments.class.getClassLoader()));
        }
        return new Facts().put("storages", new TreeSet<>(files.storageNames())).toString();
    }

    /** Tells which of those that were remembered are still there, besides this one. */
    @GET
    public String left() {
        collectGarbage();
        List<ClassLoader> old;
        int remembered;
        synchronized (System.class) {
            remembered = loaders().size();
            old = loaders().stream()
                    .map(WeakReference::get)
                    .filter(Objects::nonNull)
                    .filter(loader -> loader != Deployments.class.getClassLoader())
                    .toList();
        }
        return new Facts()
                .put("remembered", remembered)
                .put("alive", old.size())
                .put("threadsOfOld", threads(old))
                .put("clientThreads", clientThreads())
                .toString();
    }

    private static String threads(List<ClassLoader> loaders) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> loaders.contains(thread.getContextClassLoader()))
                .map(Thread::getName)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static long clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("idle-connection-reaper") || name.startsWith("sdk-"))
                .count();
    }

    private static void collectGarbage() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
    }

    // The system properties are the one map that all deployments share.
    @SuppressWarnings("unchecked")
    private static List<WeakReference<ClassLoader>> loaders() {
        return (List<WeakReference<ClassLoader>>)
                System.getProperties().computeIfAbsent(LOADERS, name -> new ArrayList<WeakReference<ClassLoader>>());
    }
}

package page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What earlier deployments of this application left in the server: class loaders and threads. */
@Path("deployments")
@ApplicationScoped
@Produces("text/plain")
public class Deployments {
    private static final String LOADERS = "page.class-loaders.";
    private static final int COLLECTIONS = 5;

    /** Remembers this deployment, server-wide, without keeping it. */
    @GET
    @Path("remember")
    public String remember(@QueryParam("application") String application) {
        synchronized (System.class) {
            loaders(application).add(new WeakReference<>(Deployments.class.getClassLoader()));
            return new Facts().put("remembered", loaders(application).size()).toString();
        }
    }

    /** Tells which of those that were remembered are still there, besides this one: the first is 1. */
    @GET
    public String left(@QueryParam("application") String application) {
        collectGarbage();
        List<Integer> alive = new ArrayList<>();
        List<ClassLoader> old = new ArrayList<>();
        int remembered;
        synchronized (System.class) {
            remembered = loaders(application).size();
            for (int i = 0; i < remembered; i++) {
                ClassLoader loader = loaders(application).get(i).get();
                if (loader != null && loader != Deployments.class.getClassLoader()) {
                    alive.add(i + 1);
                    old.add(loader);
                }
            }
        }
        return new Facts()
                .put("remembered", remembered)
                .put("alive", alive)
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
    private static List<WeakReference<ClassLoader>> loaders(String application) {
        return (List<WeakReference<ClassLoader>>) System.getProperties()
                .computeIfAbsent(LOADERS + application, name -> new ArrayList<WeakReference<ClassLoader>>());
    }
}

package org.storedfile.storage;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Makes threads: those of the application server, which know its application and end with it, where the thread that asks
 * for one is of a server with Jakarta Concurrency; else others. Does not start them. Thread safe.
 */
public final class ServerThreads implements ThreadFactory {
    // By name, because Jakarta Concurrency need not be there. Each application server with it has these.
    private static final String FACTORY = "java:comp/DefaultManagedThreadFactory";
    private static final String EXECUTOR = "java:comp/DefaultManagedExecutorService";

    private final ThreadFactory others;

    /**
     * Makes daemons with this name where there is no server. They have the context class loader of the thread that asks,
     * and none of its thread locals.
     */
    public ServerThreads(String name) {
        this(work -> daemon(name, work));
    }

    /** Asks {@code others} where there is no server. */
    public ServerThreads(ThreadFactory others) {
        this.others = others;
    }

    /** Returns what runs work on threads that the server keeps; empty where the thread that asks is of no such server. */
    public static Optional<Executor> executor() {
        return ofServer(EXECUTOR, Executor.class, executor -> executor);
    }

    @Override
    public Thread newThread(Runnable work) {
        return ofServer(FACTORY, ThreadFactory.class, factory -> factory.newThread(work))
                .orElseGet(() -> others.newThread(work));
    }

    private static Thread daemon(String name, Runnable work) {
        // Without the thread locals of whoever starts it, which may hold anything.
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.setDaemon(true);
        return thread;
    }

    @SuppressWarnings("BanJNDI") // The name is a constant of the platform.
    private static <S, T> Optional<T> ofServer(String name, Class<S> type, Function<S, T> use) {
        try {
            return Optional.ofNullable(new InitialContext().lookup(name))
                    .filter(type::isInstance)
                    .map(type::cast)
                    .map(use);
        } catch (NamingException | RuntimeException | LinkageError e) {
            // RuntimeException too: whatever a naming service throws, or a factory that is stopped, there are others.
            System.getLogger(ServerThreads.class.getName()).log(System.Logger.Level.DEBUG, "no {0}: {1}", name, e);
            return Optional.empty();
        }
    }
}

package org.storedfile.storage;

import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Makes threads: those of the application server, which know its application and end with it, where the thread that asks
 * for one is of a server with Jakarta Concurrency; else others. Does not start them. Thread safe.
 */
public final class ServerThreads implements ThreadFactory {
    // By name, because Jakarta Concurrency need not be there. Each application server with it has this one.
    private static final String NAME = "java:comp/DefaultManagedThreadFactory";

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

    @Override
    public Thread newThread(Runnable work) {
        return managed(work).orElseGet(() -> others.newThread(work));
    }

    private static Thread daemon(String name, Runnable work) {
        // Without the thread locals of whoever starts it, which may hold anything.
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.setDaemon(true);
        return thread;
    }

    @SuppressWarnings("BanJNDI") // The name is a constant of the platform.
    private static Optional<Thread> managed(Runnable work) {
        try {
            return Optional.ofNullable(new InitialContext().lookup(NAME))
                    .filter(ThreadFactory.class::isInstance)
                    .map(factory -> ((ThreadFactory) factory).newThread(work));
        } catch (NamingException | RuntimeException | LinkageError e) {
            // RuntimeException too: whatever a naming service throws, or a factory that is stopped, there are others.
            System.getLogger(ServerThreads.class.getName()).log(System.Logger.Level.DEBUG, "no {0}: {1}", NAME, e);
            return Optional.empty();
        }
    }
}

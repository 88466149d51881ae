package org.storedfile.journal;

import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Makes the journal's threads: the application server's where it has some, else daemons. */
final class Threads {
    // By name, because Jakarta Concurrency need not be there. Each application server with it has this one.
    private static final String NAME = "java:comp/DefaultManagedThreadFactory";

    private Threads() {}

    /** Starts a thread; a server's if this one is of the server. */
    static Thread start(String name, Runnable work) {
        Thread thread = managed().map(factory -> factory.newThread(work)).orElseGet(() -> daemon(name, work));
        thread.start();
        return thread;
    }

    private static Thread daemon(String name, Runnable work) {
        // Without the thread locals of whoever starts it, which may hold anything.
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.setDaemon(true);
        return thread;
    }

    @SuppressWarnings("BanJNDI") // The name is a constant of the platform.
    private static Optional<ThreadFactory> managed() {
        try {
            return Optional.ofNullable(new InitialContext().lookup(NAME))
                    .filter(ThreadFactory.class::isInstance)
                    .map(ThreadFactory.class::cast);
        } catch (NamingException | RuntimeException | LinkageError e) {
            // RuntimeException too: whatever a naming service throws, there are threads of our own.
            System.getLogger(Threads.class.getName()).log(System.Logger.Level.DEBUG, "no {0}: {1}", NAME, e);
            return Optional.empty();
        }
    }
}

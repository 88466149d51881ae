package org.storedfile;

import java.util.Optional;
import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The threads of an application server, which know its application. */
final class ManagedThreads {
    // By name, because Jakarta Concurrency need not be there. Each application server with it has this one.
    private static final String NAME = "java:comp/DefaultManagedExecutorService";

    private ManagedThreads() {}

    /** Finds them; only a thread of the server does. */
    @SuppressWarnings("BanJNDI") // The name is a constant of the platform.
    static Optional<Executor> find() {
        try {
            return Optional.ofNullable(new InitialContext().lookup(NAME))
                    .filter(Executor.class::isInstance)
                    .map(Executor.class::cast);
        } catch (NamingException | RuntimeException | LinkageError e) {
            // RuntimeException too: whatever a naming service throws, there are threads of our own.
            System.getLogger(ManagedThreads.class.getName()).log(System.Logger.Level.DEBUG, "no {0}: {1}", NAME, e);
            return Optional.empty();
        }
    }
}

package org.storedfile;

import java.util.Optional;
import java.util.concurrent.Executor;
import org.storedfile.storage.ServerThreads;

/** The threads of an application server, which know its application. */
final class ManagedThreads {
    private ManagedThreads() {}

    /** Finds them; only a thread of the server does. */
    static Optional<Executor> find() {
        return ServerThreads.executor();
    }
}

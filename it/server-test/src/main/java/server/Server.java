package server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * An application server in a process and on ports of its own. Started by its family's factory; closing it ends the whole
 * process tree. Not thread safe.
 */
public interface Server extends AutoCloseable {
    /**
     * Starts a server of this installation with these applications, and waits until it has.
     *
     * @throws IOException if it did not start; the message has the end of its log
     */
    static Server start(Installation installation, List<Application> applications) throws IOException {
        return Family.of(installation.family()).start(installation, applications);
    }

    /** Returns where the application with this name answers; ends with a {@code /}. */
    URI address(String application);

    /**
     * Returns where the application answers through a listener that is as the server comes; the same as
     * {@link #address} where that one is.
     */
    default URI addressAsItComes(String application) {
        return address(application);
    }

    /** Returns what the server printed. */
    Path log();

    /** Deploys it, and waits until that is done. */
    void deploy(Application application) throws IOException;

    /** Undeploys the application with this name, and waits until that is done. */
    void undeploy(String application) throws IOException;

    @Override
    void close();
}

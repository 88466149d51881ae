package server.tests;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import server.Application;
import server.Installation;
import server.Jdk;
import server.Server;

/**
 * The server that the system properties describe, with the applications of {@code server.applications}. Started before
 * the first test and stopped after the last one of the JVM.
 */
public final class RunningServer implements BeforeAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(RunningServer.class);

    /** Started once, or failed once: the other test classes do not wait for it again. */
    private static final class Start implements AutoCloseable {
        private Server server;
        private ObjectServer objects;
        private IOException failure;
        private Jdk.MissingJdkException missing;

        Start() {
            try {
                objects = ObjectServer.start();
                server = Server.start(Installation.fromProperties().with(objects.environment()), applications());
                useFirst(server);
            } catch (IOException e) {
                failure = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = new IOException("interrupted while the server was started", e);
            } catch (Jdk.MissingJdkException e) {
                System.out.println("skipped: " + System.getProperty("server.name") + " " + e.getMessage());
                missing = e;
            }
        }

        Server server() throws IOException {
            Assumptions.assumeTrue(missing == null, () -> missing.getMessage());
            if (failure != null) {
                throw failure;
            }
            return server;
        }

        @Override
        public void close() {
            if (server != null) {
                server.close();
            }
            if (objects != null) {
                objects.close();
            }
        }
    }

    // Threads that a server makes once keep the application that it made them for: where there is one without the
    // library, that one.
    private static void useFirst(Server server) throws IOException, InterruptedException {
        if (applications().stream().anyMatch(application -> application.name().equals("plain"))) {
            try {
                new Page(server, "plain").run("first");
            } catch (AssertionError e) {
                throw new IOException("it/plain does not work", e);
            }
        }
    }

    /** Returns the applications that the server is started with. */
    static List<Application> applications() {
        return Arrays.stream(System.getProperty("server.applications", "").split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Application::parse)
                .toList();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        server(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return List.of(Server.class, ObjectServer.class)
                .contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        try {
            Server server = server(context);
            return parameter.getParameter().getType() == Server.class ? server : start(context).objects;
        } catch (IOException e) {
            throw new IllegalStateException("the server is not running", e);
        }
    }

    private static Server server(ExtensionContext context) throws IOException {
        return start(context).server();
    }

    private static Start start(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent("start", key -> new Start(), Start.class);
    }
}

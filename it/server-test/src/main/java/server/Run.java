package server;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Starts a server with applications, prints their addresses, and runs until it is stopped. Arguments are the
 * applications, as {@code name=path}; the server is described by system properties, see
 * {@link Installation#fromProperties}.
 */
public final class Run {
    private Run() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        // Maven passes Ctrl-C on, but not that it was told to end.
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        List<Application> applications =
                Arrays.stream(arguments).map(Application::parse).toList();
        try (Server server = Server.start(Installation.fromProperties(), applications)) {
            System.out.println("the server's log is " + server.log());
            applications.forEach(application -> System.out.println(server.address(application.name())));
            System.out.println("stop it with Ctrl-C");
            Thread.currentThread().join();
        }
    }
}

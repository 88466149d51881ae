package server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Payara Micro, one process for good: it does not deploy anything later. */
final class PayaraMicro implements Server {
    private static final Pattern READY = Pattern.compile("Payara Micro .*ready in \\d+");
    private static final Pattern FAILED = Pattern.compile("Exception while loading the app|Failed to deploy");

    private final ServerProcess process;
    private final int port;

    private PayaraMicro(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static Server start(Installation installation, List<Application> applications) throws IOException {
        Folders.empty(installation.folder());
        int port = Ports.free(1).get(0);
        ServerProcess process = ServerProcess.start(
                installation.folder().resolve("console.log"),
                installation.folder(),
                installation.environment(),
                command(installation, port, applications));
        try {
            process.awaitLine("Payara Micro is ready", 0, READY, FAILED);
            return new PayaraMicro(process, port);
        } catch (IOException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    @Override
    public URI address(String application) {
        return Http.address(port, application + "/");
    }

    @Override
    public Path log() {
        return process.log();
    }

    @Override
    public void deploy(Application application) {
        throw new UnsupportedOperationException("Payara Micro deploys at its start only");
    }

    @Override
    public void undeploy(String application) {
        throw new UnsupportedOperationException("Payara Micro deploys at its start only");
    }

    @Override
    public void close() {
        process.close();
    }

    private static List<String> command(Installation installation, int port, List<Application> applications)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(installation.java().toString(), "-Xmx512m"));
        command.addAll(installation.options());
        command.addAll(List.of("-jar", installation.archive().toString()));
        command.addAll(List.of("--nocluster", "--port", String.valueOf(port)));
        for (Path library : installation.libraries()) {
            command.addAll(List.of("--addlibs", library.toString()));
        }
        for (Application application : applications) {
            // The file's name becomes the context root.
            Path copy = installation.folder().resolve(application.fileName());
            Files.copy(application.archive(), copy);
            command.addAll(List.of("--deploy", copy.toString()));
        }
        return command;
    }
}

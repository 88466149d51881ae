package server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** WildFly and WildFly Preview, as they come; applications are put into {@code standalone/deployments}. */
final class WildFly implements Server {
    private final ServerProcess process;
    private final Path deployments;
    private final int port;

    private WildFly(ServerProcess process, Path deployments, int port) {
        this.process = process;
        this.deployments = deployments;
        this.port = port;
    }

    static Server start(Installation installation, List<Application> applications) throws IOException {
        Path home = Folders.unpack(installation.archive(), installation.folder());
        for (String name : List.of("standalone.xml", "standalone-microprofile.xml")) {
            configure(home.resolve("standalone/configuration").resolve(name));
        }
        List<Integer> ports = Ports.free(4);
        ServerProcess process = ServerProcess.start(
                installation.folder().resolve("console.log"),
                home,
                Map.of("JAVA_HOME", installation.javaHome().toString(), "JAVA_OPTS", options(installation)),
                command(ports));
        WildFly server = new WildFly(process, home.resolve("standalone/deployments"), ports.get(0));
        try {
            process.await("WildFly answers", () -> Http.status(Http.address(server.port, "")) != 0);
            for (Application application : applications) {
                server.deploy(application);
            }
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
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
    public void deploy(Application application) throws IOException {
        String file = application.fileName();
        Files.deleteIfExists(marker(file, "undeployed"));
        Files.copy(application.archive(), deployments.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(marker(file, "dodeploy"), "");
        process.await(file + " is deployed", () -> isDone(file, "deployed"));
    }

    @Override
    public void undeploy(String application) throws IOException {
        for (String file : List.of(application + ".war", application + ".ear")) {
            if (Files.deleteIfExists(marker(file, "deployed"))) {
                process.await(file + " is undeployed", () -> isDone(file, "undeployed"));
            }
        }
    }

    @Override
    public void close() {
        process.close();
    }

    private boolean isDone(String file, String what) throws IOException {
        Path failed = marker(file, "failed");
        if (Files.exists(failed)) {
            throw process.failure(file + " could not be " + what + ": " + Files.readString(failed));
        }
        return Files.exists(marker(file, what)) && !Files.exists(marker(file, "dodeploy"));
    }

    private Path marker(String file, String state) {
        return deployments.resolve(file + "." + state);
    }

    // As it comes it looks for deployments every five seconds, which would make tests slow.
    private static void configure(Path configuration) throws IOException {
        String text = Files.readString(configuration);
        Files.writeString(configuration, text.replace("scan-interval=\"5000\"", "scan-interval=\"250\""));
    }

    private static List<String> command(List<Integer> ports) {
        return List.of(
                "sh",
                "bin/standalone.sh",
                "-b=127.0.0.1",
                "-Djboss.http.port=" + ports.get(0),
                "-Djboss.https.port=" + ports.get(1),
                "-Djboss.management.http.port=" + ports.get(2),
                "-Djboss.management.https.port=" + ports.get(3));
    }

    // As standalone.conf has them when JAVA_OPTS is not set.
    private static String options(Installation installation) {
        return "-Xms64m -Xmx512m -XX:MetaspaceSize=96M -XX:MaxMetaspaceSize=384m -Djava.net.preferIPv4Stack=true"
                + " -Djboss.modules.system.pkgs=org.jboss.byteman -Djava.awt.headless=true "
                + String.join(" ", installation.options());
    }
}

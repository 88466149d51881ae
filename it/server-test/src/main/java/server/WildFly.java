package server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * WildFly and WildFly Preview, as they come, but for the size of requests; applications are deployed through its
 * management interface.
 */
final class WildFly implements Server {
    private static final String SETTINGS = "settings.yml";

    // Larger requests get an empty answer before an application is asked. 10 MB unless set, as the other listener
    // shows:
    // less than a form may have.
    // The default data source has 20 connections unless the option -Dserver.pool says how many.
    private static final String CHANGES = """
            wildfly-configuration:
              socket-binding-group:
                standard-sockets:
                  socket-binding:
                    as-it-comes:
                      port: ${server.port.as.it.comes}
              subsystem:
                undertow:
                  server:
                    default-server:
                      http-listener:
                        default:
                          max-post-size: 268435456
                        as-it-comes:
                          socket-binding: as-it-comes
                datasources:
                  data-source:
                    ExampleDS:
                      max-pool-size: ${server.pool:20}
            """;

    private final ServerProcess process;
    private final WildFlyManagement management;
    private final int port;
    private final int portAsItComes;

    private WildFly(ServerProcess process, WildFlyManagement management, List<Integer> ports) {
        this.process = process;
        this.management = management;
        this.port = ports.get(0);
        this.portAsItComes = ports.get(4);
    }

    static Server start(Installation installation, List<Application> applications) throws IOException {
        Path home = Folders.unpack(installation.archive(), installation.folder());
        List<Integer> ports = Ports.free(5);
        WildFlyManagement management = new WildFlyManagement(ports.get(2));
        Path configuration = home.resolve("standalone/configuration");
        management.addUser(configuration);
        Files.writeString(configuration.resolve(SETTINGS), CHANGES);
        ServerProcess process = ServerProcess.start(
                installation.folder().resolve("console.log"),
                home,
                installation.environmentAnd(
                        Map.of("JAVA_HOME", installation.javaHome().toString(), "JAVA_OPTS", options(installation))),
                command(ports));
        WildFly server = new WildFly(process, management, ports);
        try {
            process.await("WildFly runs", management::isRunning);
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
    public URI addressAsItComes(String application) {
        return Http.address(portAsItComes, application + "/");
    }

    @Override
    public Path log() {
        return process.log();
    }

    @Override
    public void deploy(Application application) throws IOException {
        try {
            management.deploy(application.fileName(), application.archive());
        } catch (IOException e) {
            IOException failure = process.failure(application.name() + " could not be deployed: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    @Override
    public void undeploy(String application) throws IOException {
        for (String file : List.of(application + ".war", application + ".ear")) {
            if (management.isDeployed(file)) {
                management.undeploy(file);
            }
        }
    }

    @Override
    public void close() {
        process.close();
    }

    private static List<String> command(List<Integer> ports) {
        return List.of(
                "sh",
                "bin/standalone.sh",
                "--yaml=" + SETTINGS,
                "-b=127.0.0.1",
                "-Djboss.http.port=" + ports.get(0),
                "-Djboss.https.port=" + ports.get(1),
                "-Djboss.management.http.port=" + ports.get(2),
                "-Djboss.management.https.port=" + ports.get(3),
                "-Dserver.port.as.it.comes=" + ports.get(4));
    }

    // As standalone.conf has them when JAVA_OPTS is not set.
    private static String options(Installation installation) {
        return "-Xms64m -Xmx512m -XX:MetaspaceSize=96M -XX:MaxMetaspaceSize=384m -Djava.net.preferIPv4Stack=true"
                + " -Djboss.modules.system.pkgs=org.jboss.byteman -Djava.awt.headless=true "
                + String.join(" ", installation.options());
    }
}

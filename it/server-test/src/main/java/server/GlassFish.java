package server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** GlassFish and Payara, driven by {@code asadmin}, with a domain of its own. */
final class GlassFish implements Server {
    private static final int HTTP = 80;
    private static final int ADMINISTRATION = 48;
    private static final List<Integer> OFFSETS = List.of(HTTP, ADMINISTRATION, 81, 76, 37, 38, 39, 86, 9, 66, 20);

    private final Installation installation;
    private final Path home;
    private final Path log;
    private final Ports.Base base;
    private ServerProcess process;

    private GlassFish(Installation installation, Path home) throws IOException {
        this.installation = installation;
        this.home = home;
        this.log = installation.folder().resolve("console.log");
        this.base = Ports.freeBase(OFFSETS);
    }

    static Server start(Installation installation, List<Application> applications) throws IOException {
        GlassFish server = new GlassFish(installation, Folders.unpack(installation.archive(), installation.folder()));
        try {
            server.start();
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
        return Http.address(base.port(HTTP), application + "/");
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public void deploy(Application application) throws IOException {
        administer(
                "deploy",
                "--name",
                application.name(),
                "--contextroot",
                application.name(),
                application.archive().toString());
    }

    @Override
    public void undeploy(String application) throws IOException {
        administer("undeploy", application);
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        base.close();
    }

    private void start() throws IOException {
        asadmin("create-domain", "--nopassword=true", "--portbase", String.valueOf(base.value()), "test");
        Path libraries = home.resolve("glassfish/domains/test/lib");
        for (Path library : installation.libraries()) {
            Files.copy(library, libraries.resolve(library.getFileName()));
        }
        addOptions(home.resolve("glassfish/domains/test/config/domain.xml"));
        process = start("start-domain", "--verbose", "test");
        process.await(
                "the domain answers",
                () -> Http.status(address("")) == 200 && Http.status(Http.address(base.port(ADMINISTRATION), "")) != 0);
        defineDefaultDataSource();
    }

    // Before the domain starts: asadmin would need a second start for them.
    private void addOptions(Path configuration) throws IOException {
        String options = installation.options().stream()
                .map(option -> "<jvm-options>" + option + "</jvm-options>\n")
                .collect(Collectors.joining());
        Files.writeString(
                configuration, Files.readString(configuration).replace("</java-config>", options + "</java-config>"));
    }

    // As it comes, GlassFish's default data source wants a database server.
    private void defineDefaultDataSource() throws IOException {
        administer(
                "create-jdbc-connection-pool",
                "--datasourceclassname=org.h2.jdbcx.JdbcDataSource",
                "--restype=javax.sql.DataSource",
                "--property",
                "user=sa:password=sa:URL=jdbc\\:h2\\:mem\\:default;DB_CLOSE_DELAY\\=-1",
                "H2Default");
        administer("set", "resources.jdbc-resource.jdbc/__default.pool-name=H2Default");
    }

    private void administer(String... arguments) throws IOException {
        asadmin(Stream.concat(Stream.of("--port", String.valueOf(base.port(ADMINISTRATION))), Arrays.stream(arguments))
                .toArray(String[]::new));
    }

    private void asadmin(String... arguments) throws IOException {
        try (ServerProcess command = start(arguments)) {
            if (command.await() != 0) {
                throw command.failure("asadmin failed: " + String.join(" ", arguments));
            }
        }
    }

    private ServerProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "bin/asadmin", "--interactive=false"));
        command.addAll(List.of(arguments));
        String java = installation.javaHome().toString();
        return ServerProcess.start(
                log, home, installation.environmentAnd(Map.of("JAVA_HOME", java, "AS_JAVA", java)), command);
    }
}

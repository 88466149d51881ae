package server;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** GlassFish as one runnable jar, which reads commands of {@code asadmin} from its input. */
final class EmbeddedGlassFish implements Server {
    // What the manifest of the jar opens when it is run with -jar, which leaves no room for a driver.
    private static final List<String> OPEN = List.of(
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.vm.annotation=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.fs=ALL-UNNAMED",
            "--add-opens=java.base/sun.net.www.protocol.jrt=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
            "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.vm.annotation=ALL-UNNAMED");
    // As it comes, the default data source wants a Derby that is not there.
    private static final List<String> DEFAULT_DATA_SOURCE = List.of(
            "create-jdbc-connection-pool --datasourceclassname=org.h2.jdbcx.JdbcDataSource"
                    + " --restype=javax.sql.DataSource --property"
                    + " user=sa:password=sa:URL=jdbc\\:h2\\:mem\\:default;DB_CLOSE_DELAY\\=-1 H2Default",
            "set resources.jdbc-resource.jdbc/__default.pool-name=H2Default");
    private static final Pattern STARTED = Pattern.compile("startup time: Embedded");
    private static final Pattern DONE = Pattern.compile("executeCommandFromString\\s+INFO: SUCCESS");
    private static final Pattern FAILED =
            Pattern.compile("executeCommandFromString\\s+(SEVERE|WARNING|INFO: (FAILURE|WARNING))|Exception in thread");

    private final ServerProcess process;
    private final int port;

    private EmbeddedGlassFish(ServerProcess process, int port) {
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
                command(installation, port));
        EmbeddedGlassFish server = new EmbeddedGlassFish(process, port);
        try {
            process.awaitLine("GlassFish has started", 0, STARTED, FAILED);
            for (String command : DEFAULT_DATA_SOURCE) {
                server.administer(command);
            }
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
        String name = application.name();
        administer("deploy --name " + name + " --contextroot " + name + " " + application.archive());
    }

    @Override
    public void undeploy(String application) throws IOException {
        administer("undeploy " + application);
    }

    @Override
    public void close() {
        process.close();
    }

    private void administer(String command) throws IOException {
        long mark = process.mark();
        process.type(command);
        process.awaitLine(command, mark, DONE, FAILED);
    }

    private static List<String> command(Installation installation, int port) {
        List<String> command = new ArrayList<>(List.of(installation.java().toString(), "-Xmx512m"));
        // Soft references to applications that are gone would hide what leaks.
        command.add("-XX:SoftRefLRUPolicyMSPerMB=0");
        command.addAll(OPEN);
        command.addAll(installation.options());
        command.addAll(List.of("-cp", classPath(installation), "org.glassfish.runnablejar.UberMain"));
        command.addAll(List.of("--port=" + port, "--noInfo", "--prompt"));
        return command;
    }

    private static String classPath(Installation installation) {
        return Stream.concat(Stream.of(installation.archive()), installation.libraries().stream())
                .map(Path::toString)
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElseThrow();
    }
}

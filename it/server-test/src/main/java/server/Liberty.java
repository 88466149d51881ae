package server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Open Liberty with a {@code server.xml} whose features are the system property {@code server.features}; applications
 * are listed there. The database driver lies in a shared library that the applications see too. Beside it the server
 * needs the data sources of it/transactions.
 */
final class Liberty implements Server {
    private static final String CONFIGURATION = """
            <server>
              <featureManager>
            %s
              </featureManager>
              <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
              <webContainer usemaxrequestsizeformultipart="true"/>
              <applicationMonitor updateTrigger="polled" pollingRate="250ms"/>
              <library id="h2" apiTypeVisibility="+third-party">
                <fileset dir="%s" includes="*.jar"/>
              </library>
              <applicationManager autoExpand="false"/>
              <dataSource id="DefaultDataSource">
                <jdbcDriver libraryRef="h2" javax.sql.XADataSource="page.AbortableDataSource"/>
                <properties url="jdbc:h2:mem:default;DB_CLOSE_DELAY=-1" user="sa" password="sa"/>
              </dataSource>
            %s
            </server>
            """;
    // Soft references, of which Liberty keeps some to applications that are gone, would hide what leaks.
    private static final String JVM = "-Xmx512m\n-XX:SoftRefLRUPolicyMSPerMB=0\n";
    // The applications see the driver, for the data sources that they define themselves.
    private static final String APPLICATION = """
              <webApplication id="%s" location="%s" contextRoot="/%s">
                <classloader commonLibraryRef="h2" apiTypeVisibility="+third-party"/>
              </webApplication>
            """;

    private final ServerProcess process;
    private final Path server;
    private final int port;

    private Liberty(ServerProcess process, Path server, int port) {
        this.process = process;
        this.server = server;
        this.port = port;
    }

    static Server start(Installation installation, List<Application> applications) throws IOException {
        Path home = Folders.unpack(installation.archive(), installation.folder());
        Path server = Files.createDirectories(home.resolve("usr/servers/test"));
        Path libraries = Files.createDirectories(server.resolve("libraries"));
        for (Path library : installation.libraries()) {
            Files.copy(library, libraries.resolve(library.getFileName()));
        }
        int port = Ports.free(1).get(0);
        Files.writeString(server.resolve("jvm.options"), JVM + String.join("\n", installation.options()));
        Files.writeString(server.resolve("server.xml"), configuration(port, libraries, applications));
        Path apps = Files.createDirectories(server.resolve("apps"));
        for (Application application : applications) {
            Files.copy(application.archive(), apps.resolve(application.fileName()));
        }
        ServerProcess process = ServerProcess.start(
                installation.folder().resolve("console.log"),
                home,
                installation.environmentAnd(
                        Map.of("JAVA_HOME", installation.javaHome().toString())),
                List.of("sh", "bin/server", "run", "test"));
        Liberty liberty = new Liberty(process, server, port);
        try {
            for (Application application : applications) {
                liberty.awaitState(application.name(), 0, "CWWKZ000[13]I");
            }
            return liberty;
        } catch (IOException | RuntimeException e) {
            liberty.close();
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
        long mark = process.mark();
        // At once: Liberty would start half of it, and then again.
        Path copy = server.resolve(application.fileName());
        Files.copy(application.archive(), copy, StandardCopyOption.REPLACE_EXISTING);
        Files.move(copy, file(application.fileName()), StandardCopyOption.ATOMIC_MOVE);
        awaitState(application.name(), mark, "CWWKZ000[13]I");
    }

    @Override
    public void undeploy(String application) throws IOException {
        long mark = process.mark();
        for (String file : List.of(application + ".war", application + ".ear")) {
            Files.deleteIfExists(file(file));
        }
        awaitState(application, mark, "CWWKZ0009I");
    }

    @Override
    public void close() {
        process.close();
    }

    private Path file(String name) {
        return server.resolve("apps").resolve(name);
    }

    private void awaitState(String application, long mark, String message) throws IOException {
        String name = ".*\\b" + Pattern.quote(application) + "\\b";
        process.awaitLine(
                application + " " + message,
                mark,
                Pattern.compile(message + name),
                Pattern.compile("(CWWKZ0002E|CWWKZ0004E|CWWKZ0012I|CWWKZ0010E|CWWKF0001E|CWWKF0033E)"));
    }

    private static String configuration(int port, Path libraries, List<Application> applications) {
        String features = System.getProperty("server.features", "")
                .lines()
                .flatMap(line -> java.util.Arrays.stream(line.split(",")))
                .map(feature -> "    <feature>" + feature.strip() + "</feature>")
                .collect(Collectors.joining("\n"));
        String apps = applications.stream()
                .map(application ->
                        APPLICATION.formatted(application.name(), application.fileName(), application.name()))
                .collect(Collectors.joining());
        return CONFIGURATION.formatted(features, port, libraries, apps);
    }
}

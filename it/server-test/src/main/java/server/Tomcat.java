package server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Tomcat with its manager application, which deploys the others. Libraries go to {@code lib}. */
public final class Tomcat implements Server {
    private static final String USER = "test";
    private static final String USERS = """
            <tomcat-users xmlns="http://tomcat.apache.org/xml" version="1.0">
              <user username="%s" password="%s" roles="manager-script"/>
            </tomcat-users>
            """.formatted(USER, USER);

    private final ServerProcess process;
    private final int port;

    private Tomcat(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static Tomcat start(Installation installation, List<Application> applications) throws IOException {
        Path home = Folders.unpack(installation.archive(), installation.folder());
        int port = Ports.free(1).get(0);
        configure(home, port);
        for (Path library : installation.libraries()) {
            Files.copy(library, home.resolve("lib").resolve(library.getFileName()));
        }
        ServerProcess process = ServerProcess.start(
                installation.folder().resolve("console.log"),
                home,
                installation.environmentAnd(Map.of(
                        "JAVA_HOME",
                        installation.javaHome().toString(),
                        "JRE_HOME",
                        installation.javaHome().toString(),
                        "CATALINA_OPTS",
                        String.join(" ", installation.options()))),
                List.of("sh", "bin/catalina.sh", "run"));
        Tomcat server = new Tomcat(process, port);
        try {
            process.await("the manager answers", () -> Http.status(server.address("manager")) != 0);
            for (Application application : applications) {
                server.deploy(application);
            }
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Returns the paths of applications that are undeployed and whose class loaders are still there, one a line. */
    public String leaks() throws IOException {
        return manage("findleaks");
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
        manage("deploy?path=/" + application.name() + "&war="
                + application.archive().toUri());
    }

    @Override
    public void undeploy(String application) throws IOException {
        manage("undeploy?path=/" + application);
    }

    @Override
    public void close() {
        process.close();
    }

    // Answers "OK - what was done", and details after that line; or "FAIL - why".
    private String manage(String command) throws IOException {
        URI address = address("manager").resolve("text/" + command);
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        String credentials = USER + ":" + USER;
        connection.setRequestProperty(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        String answer;
        try (var in = connection.getInputStream()) {
            answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (!answer.startsWith("OK") && !command.equals("findleaks")) {
            throw process.failure(command + ": " + answer);
        }
        return answer;
    }

    private static void configure(Path home, int port) throws IOException {
        Path configuration = home.resolve("conf/server.xml");
        String text = Files.readString(configuration)
                .replace("port=\"8080\"", "port=\"" + port + "\" address=\"127.0.0.1\"")
                .replace("port=\"8005\"", "port=\"-1\"");
        Files.writeString(configuration, text);
        Files.writeString(home.resolve("conf/tomcat-users.xml"), USERS);
    }
}

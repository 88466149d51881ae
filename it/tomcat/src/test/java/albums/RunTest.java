package albums;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import server.Run;

/** The program behind {@code mvn -Pgallery verify}, here with Tomcat, which starts fast. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RunTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private List<ProcessHandle> all = List.of();

    @AfterEach
    void end() {
        all.forEach(ProcessHandle::destroy);
    }

    @Test
    void it_prints_where_the_application_answers_and_ends_with_the_server_when_it_is_stopped() throws Exception {
        Process run =
                new ProcessBuilder(command("stopped")).redirectErrorStream(true).start();
        URI address = printedAddress(run);
        all = tree(run);
        assertThat(status(address)).isEqualTo(403);
        assertThat(all).hasSizeGreaterThan(1);

        run.destroy();

        assertEnded(address);
    }

    // As Maven's is, when it is told to end and does not pass that on.
    @Test
    void it_ends_with_the_server_when_the_process_that_started_it_is_gone() throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\"; exit", "sh"));
        command.addAll(command("abandoned"));
        Process parent = new ProcessBuilder(command).redirectErrorStream(true).start();
        URI address = printedAddress(parent);
        all = tree(parent);
        assertThat(status(address)).isEqualTo(403);
        assertThat(all).hasSizeGreaterThan(2);

        parent.destroyForcibly();

        assertEnded(address);
    }

    private static List<String> command(String folder) throws Exception {
        return Stream.of(
                        List.of(System.getProperty("java.home") + "/bin/java"),
                        properties("family", "archive", "libraries", "options"),
                        List.of(
                                "-Dserver.folder="
                                        + Path.of(System.getProperty("server.folder"))
                                                .resolveSibling(folder),
                                "-classpath",
                                Path.of(Run.class
                                                .getProtectionDomain()
                                                .getCodeSource()
                                                .getLocation()
                                                .toURI())
                                        .toString(),
                                Run.class.getName(),
                                System.getProperty("server.applications")))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> properties(String... names) {
        return Stream.of(names)
                .map(name -> "-Dserver." + name + "=" + System.getProperty("server." + name))
                .toList();
    }

    private static URI printedAddress(Process process) throws IOException {
        BufferedReader printed = process.inputReader();
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            if (line.startsWith("http://")) {
                return URI.create(line);
            }
        }
        throw new AssertionError("it ended and printed no address");
    }

    private static List<ProcessHandle> tree(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    // A link that nobody signed: the library's servlet says no.
    private int status(URI address) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(address.resolve("files/a.txt")).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private void assertEnded(URI address) throws Exception {
        for (ProcessHandle each : all) {
            each.onExit().get(1, MINUTES);
        }
        assertThatThrownBy(() -> status(address)).isInstanceOf(ConnectException.class);
    }
}

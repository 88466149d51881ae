package s3;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** A bucket of a server in a process of its own, with which the application server is started: as options say. */
public final class Bucket implements LauncherSessionListener {
    static final String ACCESS_KEY = "id";
    static final String SECRET_KEY = "secret";
    private static final String NAME = "pictures";
    // What the server keeps of an upload until it ends, or until it notices that the client is gone.
    private static final Pattern UNFINISHED =
            Pattern.compile("-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$");
    private static final Path FOLDER = Path.of("target", "s3").toAbsolutePath();

    private static volatile URI endpoint = URI.create("http://127.0.0.1");

    private Process process;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        try {
            Files.createDirectories(FOLDER.resolve(NAME));
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            S3Program.class.getName(),
                            FOLDER.toString())
                    .redirectError(FOLDER.resolveSibling("s3.log").toFile())
                    .start();
            endpoint = URI.create("http://127.0.0.1:" + port());
            System.setProperty("server.options", System.getProperty("server.options", "") + " " + options());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        process.destroy();
    }

    /** Returns the origin of the server. */
    static URI endpoint() {
        return endpoint;
    }

    /** Returns the address of the bucket under another name of the server, as a domain in front of it would have it. */
    static URI domain() {
        return URI.create("http://localhost:" + endpoint.getPort() + "/" + NAME);
    }

    /** Returns the keys of all objects. */
    static List<String> keys() throws IOException {
        Path bucket = FOLDER.resolve(NAME);
        try (Stream<Path> files = Files.walk(bucket)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> bucket.relativize(file).toString())
                    .filter(key -> !UNFINISHED.matcher(key).find())
                    .toList();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return keys(); // one went away meanwhile
            }
            throw e;
        }
    }

    private int port() throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("port ")) {
                return Integer.parseInt(line.substring(5));
            }
        }
        throw new IOException("the S3 server did not start: see target/s3.log");
    }

    private static String options() {
        return Stream.of(
                        "type=s3",
                        "bucket=" + NAME,
                        "endpoint=" + endpoint,
                        "region=us-east-1",
                        "path-style=true",
                        "access-key=" + ACCESS_KEY,
                        "secret-key=" + SECRET_KEY)
                .map(option -> "-Dstoredfile.storages.default." + option)
                .reduce("-Djboss.server.default.config=standalone-microprofile.xml", (all, one) -> all + " " + one);
    }
}

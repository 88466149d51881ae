package bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import org.apache.catalina.Context;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.web.StoredFileServlet;

/**
 * A file of 1 MiB to 64 connections: our servlet, the server's own and nginx, asked by wrk. Needs {@code wrk}; nginx is
 * left out if it is not there.
 */
final class Serving {
    private static final int CONNECTIONS = 64;
    private static final String FILE = "static/photo.bin";
    private static final int SECONDS = Integer.getInteger("bench.seconds", 3);
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final java.util.regex.Pattern RATE = java.util.regex.Pattern.compile("Requests/sec:\\s*([0-9.]+)");

    private final int rounds = Integer.getInteger("bench.rounds");

    void run(Report report) throws Exception {
        if (!has("wrk")) {
            report.row("serve 1 MiB, 64 connections", "not measured: there is no wrk", "", "", "");
            return;
        }
        Path folder =
                Files.createDirectories(Path.of(System.getProperty("bench.folder"), "served-" + UUID.randomUUID()));
        Tomcat tomcat = tomcat(folder);
        int port = tomcat.getConnector().getLocalPort();
        LinkSigner signer = LinkSigner.with(SECRET)
                .scope("/files")
                .expiry(Duration.ofHours(1))
                .build();
        FileSystemStorage storage = FileSystemStorage.builder(folder)
                .links(URI.create("http://127.0.0.1:" + port + "/files"), signer)
                .build();
        StoredFiles files = StoredFiles.builder().storage("default", storage).build();
        try (var registered = files.register()) {
            storage.write(Key.of(FILE), Content.of(new byte[1 << 20]));
            FileRef file = files.existing("default", FILE);
            Map<String, String> addresses = new LinkedHashMap<>();
            addresses.put("ours", file.url(LinkOptions.DEFAULTS).toString());
            addresses.put("tomcat", "http://127.0.0.1:" + port + "/" + FILE);
            try (Nginx nginx = Nginx.start(folder)) {
                if (nginx != null) {
                    addresses.put("nginx", nginx.address() + "/" + FILE);
                }
                compare(report, addresses);
            }
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    private void compare(Report report, Map<String, String> addresses) throws Exception {
        Rounds measured = new Rounds();
        // Milliseconds for a request, so that less is better as in every other row.
        addresses.forEach((name, address) -> measured.with(() -> Map.of(name, 1000 / rate(address))));
        Map<String, Times> times = measured.run(4, rounds);
        String work = "serve 1 MiB, " + CONNECTIONS + " connections, for each request";
        report.compare(work, "ms", times.get("ours"), "Tomcat's default servlet", times.get("tomcat"), "1.05");
        if (addresses.containsKey("nginx")) {
            report.compare(work, "ms", times.get("ours"), "nginx", times.get("nginx"), "");
        }
    }

    private static double rate(String address) throws Exception {
        Process wrk = new ProcessBuilder("wrk", "-t2", "-c" + CONNECTIONS, "-d" + SECONDS, address)
                .redirectErrorStream(true)
                .start();
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher rate = RATE.matcher(output);
        if (wrk.waitFor() != 0 || output.contains("Non-2xx") || !rate.find()) {
            throw new IOException(address + ": " + output);
        }
        return Double.parseDouble(rate.group(1));
    }

    private static Tomcat tomcat(Path folder) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", folder.toString());
        Tomcat.addServlet(context, "files", new StoredFileServlet());
        context.addServletMappingDecoded("/files/*", "files");
        Tomcat.addServlet(context, "static", new DefaultServlet());
        // It looks the whole path up below the context's root.
        context.addServletMappingDecoded("/static/*", "static");
        tomcat.start();
        return tomcat;
    }

    static boolean has(String program) {
        return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    /** nginx with one worker for each processor, on a port of its own. */
    private record Nginx(Process process, int port) implements AutoCloseable {
        static Nginx start(Path folder) throws Exception {
            if (!has("nginx")) {
                return null;
            }
            int port;
            try (var socket = new java.net.ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            Path home = Files.createTempDirectory("nginx");
            Path settings =
                    Files.writeString(home.resolve("nginx.conf"), """
                    user root; daemon off; worker_processes auto; pid %1$s/pid; error_log %1$s/error.log;
                    events { worker_connections 1024; }
                    http { access_log off; sendfile on; tcp_nopush on;
                      server { listen 127.0.0.1:%2$d; root %3$s; } }
                    """.formatted(home, port, folder.toAbsolutePath()));
            Process process = new ProcessBuilder("nginx", "-c", settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("out").toFile())
                    .start();
            Nginx nginx = new Nginx(process, port);
            nginx.awaitStart();
            return nginx;
        }

        String address() {
            return "http://127.0.0.1:" + port;
        }

        private void awaitStart() throws Exception {
            for (int left = 200; left > 0; left--) {
                try (var socket = new java.net.Socket("127.0.0.1", port)) {
                    return;
                } catch (IOException e) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            }
            throw new IOException("nginx does not listen");
        }

        @Override
        public void close() throws Exception {
            process.destroy();
            process.waitFor();
        }
    }
}

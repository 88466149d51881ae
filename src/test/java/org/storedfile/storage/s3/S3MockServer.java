package org.storedfile.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Adobe S3Mock as a process of its own. It checks no signatures. */
public final class S3MockServer implements AutoCloseable {
    private static final Path JAR = Path.of("target", "s3mock", "s3mock.jar");

    private final Process process;
    private final int port;

    private S3MockServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one that has no bucket. */
    public static S3MockServer start() throws IOException {
        try {
            return attempt();
        } catch (IOException e) {
            // Somebody took a port before it did.
            System.out.println("once more: " + e.getMessage());
            return attempt();
        }
    }

    private static S3MockServer attempt() throws IOException {
        int port = freePort();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        JAR.toString(),
                        "--http.port=" + port,
                        "--server.port=" + freePort(),
                        "--vectors.http.port=" + freePort(),
                        "--vectors.https.port=" + freePort(),
                        "--com.adobe.testing.s3mock.store.root=" + Files.createTempDirectory("s3mock"))
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        awaitStarted(process);
        return new S3MockServer(process, port);
    }

    /** Returns where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static void awaitStarted(Process process) throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        StringBuilder log = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            log.append(line).append('\n');
            if (line.contains("Started S3MockApplication")) {
                // Someone must go on reading, or the process stops at a full pipe.
                CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> drain(out));
                return;
            }
        }
        throw new IOException("S3Mock ended:\n" + log);
    }

    private static void drain(BufferedReader out) {
        try (out) {
            out.transferTo(java.io.Writer.nullWriter());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

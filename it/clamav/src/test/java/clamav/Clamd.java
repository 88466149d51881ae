package clamav;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A ClamAV daemon of our own, on a socket of its own, that knows one signature: its database cannot be had here. */
final class Clamd implements AutoCloseable {
    /** The string that all scanners find, in two parts, so that none finds it in this file. */
    static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD" + "-ANTIVIRUS-TEST-FILE!$H+H*";

    private final Process process;
    private final Path socket;

    private Clamd(Process process, Path socket) {
        this.process = process;
        this.socket = socket;
    }

    static Optional<Path> program() {
        return Stream.of("/usr/sbin/clamd", "/usr/local/sbin/clamd", "/usr/bin/clamd")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Clamd start(Path program, Path folder) throws IOException {
        Path database = Files.createDirectory(folder.resolve("database"));
        String hex = HexFormat.of().formatHex(EICAR.getBytes(StandardCharsets.US_ASCII));
        Files.writeString(database.resolve("eicar.ndb"), "Eicar-Test:0:*:" + hex + "\n");
        Path socket = folder.resolve("clamd.socket");
        Path settings = Files.write(
                folder.resolve("clamd.conf"),
                List.of(
                        "Foreground yes",
                        "DatabaseDirectory " + database,
                        "LocalSocket " + socket,
                        "TemporaryDirectory " + folder,
                        "StreamMaxLength 20M"));
        Process process = new ProcessBuilder(program.toString(), "--config-file=" + settings)
                .redirectErrorStream(true)
                .start();
        Clamd clamd = new Clamd(process, socket);
        clamd.awaitStart();
        return clamd;
    }

    SocketAddress address() {
        return UnixDomainSocketAddress.of(socket);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    // It says so when it has made its socket.
    private void awaitStart() throws IOException {
        StringBuilder said = new StringBuilder();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            if (line.contains("Self checking every")) {
                drain();
                return;
            }
        }
        throw new IOException("clamd did not start:\n" + said);
    }

    // Or it would wait, once the pipe is full.
    private void drain() {
        Thread drain = new Thread(
                () -> {
                    try (InputStream rest = process.getInputStream()) {
                        rest.transferTo(java.io.OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // It has ended.
                    }
                },
                "clamd");
        drain.setDaemon(true);
        drain.start();
    }
}

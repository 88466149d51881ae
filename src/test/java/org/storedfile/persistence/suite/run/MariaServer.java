package org.storedfile.persistence.suite.run;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** MariaDB, of which a server is started once, in a folder that goes with it. */
public final class MariaServer {
    private static final List<String> PLACES = List.of("/usr/sbin/mariadbd", "/usr/local/sbin/mariadbd");

    private MariaServer() {}

    /** Tells whether it can be started. */
    public static boolean isHere() {
        return server().isPresent() && hasDriver();
    }

    /** Makes an empty database, and returns its address, which ends with parameters. */
    public static String create(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address(Running.PORT, ""));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " character set utf8mb4");
        }
        return address(Running.PORT, name);
    }

    private static String address(int port, String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?user=root";
    }

    private static boolean hasDriver() {
        try {
            Class.forName("org.mariadb.jdbc.Driver");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Optional<String> server() {
        return PLACES.stream().filter(place -> new File(place).canExecute()).findFirst();
    }

    // Started by the first who needs it; ends with the JVM.
    private static final class Running {
        static final int PORT = start();

        private static int start() {
            try {
                Path folder = Files.createTempDirectory("mariadb");
                run(List.of(
                        "mariadb-install-db",
                        "--no-defaults",
                        "--user=root",
                        "--auth-root-authentication-method=normal",
                        "--datadir=" + folder.resolve("data")));
                int port = port();
                List<String> command = new ArrayList<>(List.of(
                        server().orElseThrow(),
                        "--no-defaults",
                        "--user=root",
                        "--datadir=" + folder.resolve("data"),
                        "--socket=" + folder.resolve("socket"),
                        "--pid-file=" + folder.resolve("pid"),
                        "--bind-address=127.0.0.1",
                        "--innodb-flush-log-at-trx-commit=0",
                        // EclipseLink writes names of tables in capitals, and tests do not.
                        "--lower-case-table-names=" + (Provider.isEclipseLink() ? 1 : 0),
                        // No test is to wait for a lock, and one that does need not do it for long.
                        "--innodb-lock-wait-timeout=5",
                        "--port=" + port));
                command.addAll(Isolation.ofMaria());
                Process server = process(command);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, folder)));
                await(server, port);
                return port;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static int port() throws IOException {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            }
        }

        private static void run(List<String> command) throws IOException {
            try {
                if (process(command).waitFor() != 0) {
                    throw new IOException(command + " failed");
                }
            } catch (InterruptedException e) {
                throw new IOException(command + " was interrupted", e);
            }
        }

        private static Process process(List<String> command) throws IOException {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        private static void await(Process server, int port) throws IOException {
            long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (server.isAlive() && System.nanoTime() < until) {
                try {
                    DriverManager.getConnection(address(port, "")).close();
                    return;
                } catch (SQLException e) {
                    Thread.onSpinWait();
                }
            }
            throw new IOException("MariaDB does not start");
        }

        private static void end(Process server, Path folder) {
            server.destroyForcibly().onExit().join();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            } catch (IOException e) {
                System.err.println(folder + " is left: " + e);
            }
        }
    }
}

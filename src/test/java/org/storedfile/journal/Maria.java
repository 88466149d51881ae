package org.storedfile.journal;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * MariaDB, of which a server is started once, in a folder that goes with it.
 */
final class Maria extends TestDatabase {
    private static final List<String> PLACES = List.of("/usr/sbin/mariadbd", "/usr/local/sbin/mariadbd");
    private final boolean hasStrictSnapshots;

    Maria(boolean hasStrictSnapshots) {
        this.hasStrictSnapshots = hasStrictSnapshots;
    }

    static boolean isHere() {
        return server().isPresent() && hasDriver();
    }

    private static boolean hasDriver() {
        try {
            Class.forName("org.mariadb.jdbc.Driver");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Override
    DataSource create() throws SQLException {
        String name = name();
        execute(source(""), "create database " + name);
        return source(name + "?sessionVariables=innodb_snapshot_isolation=" + (hasStrictSnapshots ? "ON" : "OFF"));
    }

    private static DataSource source(String database) {
        return new UrlSource("jdbc:mariadb://127.0.0.1:" + Server.PORT + "/" + database
                + (database.contains("?") ? "&" : "?") + "user=root");
    }

    private static Optional<String> server() {
        return PLACES.stream().filter(place -> new File(place).canExecute()).findFirst();
    }

    private static final class Server {
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
                Process server = process(List.of(
                        server().orElseThrow(),
                        "--no-defaults",
                        "--user=root",
                        "--datadir=" + folder.resolve("data"),
                        "--socket=" + folder.resolve("socket"),
                        "--pid-file=" + folder.resolve("pid"),
                        "--bind-address=127.0.0.1",
                        "--innodb-flush-log-at-trx-commit=0",
                        "--port=" + port));
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
                    DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/?user=root")
                            .close();
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

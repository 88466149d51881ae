package crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A PostgreSQL server that can be stopped as by a power cut, and started again on what it has on its disk. */
final class Postgres implements AutoCloseable {
    private final Path folder;
    private EmbeddedPostgres server;

    private Postgres(Path folder, EmbeddedPostgres server) {
        this.folder = folder;
        this.server = server;
    }

    static Postgres start(Path folder) throws IOException {
        return new Postgres(folder, builder(folder).start());
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** Stops it with {@code immediate}: no backend ends what it does. */
    void stopImmediately() throws IOException, InterruptedException {
        String id = Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip();
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(id)).orElseThrow();
        new ProcessBuilder("kill", "-QUIT", id).inheritIO().start().waitFor();
        postmaster.onExit().join();
    }

    /** Starts it again, on the same port, without what was set meanwhile. */
    void startAgain() throws IOException {
        int port = server.getPort();
        Files.writeString(folder.resolve("postgresql.auto.conf"), "");
        server.close();
        server = builder(folder).setPort(port).start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    // Commits are durable, as they are unless one asks for less; that the machine loses its power is not tried.
    private static EmbeddedPostgres.Builder builder(Path folder) {
        return EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(2))
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_prepared_transactions", "20")
                .setServerConfig("fsync", "off");
    }
}

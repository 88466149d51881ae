package crash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.h2.tools.Server;

/**
 * An H2 database in a file, and a folder: two nodes at once. The database lives in this JVM, because one that is killed
 * itself may forget what it said it had committed.
 */
record H2AndFolder(Path folder, Server database) implements Stage {
    static H2AndFolder in(Path folder) throws IOException, SQLException {
        Files.createDirectories(folder.resolve("files"));
        return new H2AndFolder(
                folder, Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start());
    }

    @Override
    public String name() {
        return "H2 and a folder";
    }

    @Override
    public String url() {
        return "jdbc:h2:tcp://localhost:" + database.getPort() + "/"
                + folder.resolve("database").toAbsolutePath() + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1";
    }

    @Override
    public String place() {
        return files().toString();
    }

    @Override
    public int nodes() {
        return 2;
    }

    @Override
    public Optional<Postgres> server() {
        return Optional.empty();
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    @Override
    public Map<String, Long> objects() throws IOException {
        return new Listing(files()).objects();
    }

    @Override
    public InputStream open(String key) throws IOException {
        return Files.newInputStream(files().resolve(key));
    }

    @Override
    public void close() {
        database.stop();
    }

    private Path files() {
        return folder.resolve("files");
    }
}

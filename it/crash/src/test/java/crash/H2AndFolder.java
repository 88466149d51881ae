package crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An H2 database in a file, which lives and dies with its node, and a folder. */
record H2AndFolder(Path folder) implements Stage {
    static H2AndFolder in(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("files"));
        return new H2AndFolder(folder);
    }

    @Override
    public String name() {
        return "H2 and a folder";
    }

    // The checker comes in through the node that has the file open.
    @Override
    public String database() {
        return "jdbc:h2:" + folder.resolve("database").toAbsolutePath() + ";WRITE_DELAY=0;AUTO_SERVER=TRUE";
    }

    @Override
    public String place() {
        return files().toString();
    }

    @Override
    public int nodes() {
        return 1;
    }

    @Override
    public Optional<Postgres> server() {
        return Optional.empty();
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(database());
    }

    @Override
    public Map<String, Long> objects() throws IOException {
        Map<String, Long> objects = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(files())) {
            all.filter(Files::isRegularFile).forEach(file -> objects.put(key(file), size(file)));
        }
        return objects;
    }

    @Override
    public InputStream open(String key) throws IOException {
        return Files.newInputStream(files().resolve(key));
    }

    @Override
    public void close() {}

    private Path files() {
        return folder.resolve("files");
    }

    private String key(Path file) {
        return files().relativize(file).toString().replace('\\', '/');
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

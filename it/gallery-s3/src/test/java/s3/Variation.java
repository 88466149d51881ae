package s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import server.Application;
import server.Server;

/**
 * The gallery once more on the same server, database and bucket, with options of its own: a copy of the WAR whose
 * {@code microprofile-config.properties} has them.
 */
record Variation(Server server, Application application) implements AutoCloseable {
    private static final String CONFIGURATION = "WEB-INF/classes/META-INF/microprofile-config.properties";

    /** Deploys one under this name. */
    static Variation deploy(Server server, String name, List<String> options) throws IOException {
        Application gallery = Application.parse(System.getProperty("server.applications"));
        Path war = Path.of("target", name + ".war").toAbsolutePath();
        Files.copy(gallery.archive(), war, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem archive = FileSystems.newFileSystem(war)) {
            Files.write(archive.getPath(CONFIGURATION), options, StandardOpenOption.APPEND);
        }
        Application application = new Application(name, war);
        server.deploy(application);
        return new Variation(server, application);
    }

    URI home() {
        return server.address(application.name());
    }

    @Override
    public void close() throws IOException {
        server.undeploy(application.name());
    }
}

package page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StorageOptions;
import org.storedfile.storage.filesystem.Durability;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.storage.s3.S3Type;

/** Makes the storages of the files here: a temporary folder, and S3 for large ones. */
@ApplicationScoped
public class Storages {
    // The tests have one that answers.
    private static final String OBJECT_SERVER =
            Optional.ofNullable(System.getenv("OBJECT_SERVER")).orElse("http://127.0.0.1:9");

    // The smallest parts that S3 takes.
    private static final Map<String, String> PARTS = Map.of(
            "endpoint", OBJECT_SERVER,
            "bucket", "parts",
            "access-key", "id",
            "secret-key", "secret",
            "part-size", "5MiB");

    @Inject
    private Gate gate;

    @Inject
    private Meetings meetings;

    @Produces
    @Named("default")
    @ApplicationScoped
    Storage files() throws IOException {
        return new GatedStorage(
                FileSystemStorage.builder(Files.createTempDirectory("transactions"))
                        .durability(Durability.NONE)
                        .links(Links.BASE, Links.signer(Clock.systemUTC()))
                        .build(),
                gate,
                meetings);
    }

    @Produces
    @Named("parts")
    @ApplicationScoped
    Storage parts() throws IOException {
        return new S3Type()
                .configure(new StorageOptions(name -> Optional.ofNullable(PARTS.get(name))))
                .create();
    }

    void close(@Disposes @Named("parts") Storage parts) throws Exception {
        parts.as(AutoCloseable.class).orElseThrow().close();
    }
}

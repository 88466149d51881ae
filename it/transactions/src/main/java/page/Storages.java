package page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import org.storedfile.storage.Storage;
import org.storedfile.storage.filesystem.Durability;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** Makes the storage of all files here: a temporary folder. */
@ApplicationScoped
public class Storages {
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
}

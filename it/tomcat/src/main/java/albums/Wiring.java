package albums;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.Storage;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** The persistence unit and the storage, as beans. */
@ApplicationScoped
public class Wiring {
    @Produces
    @ApplicationScoped
    EntityManagerFactory open() {
        return Persistence.createEntityManagerFactory("albums");
    }

    void close(@Disposes EntityManagerFactory unit) {
        unit.close();
    }

    @Produces
    @Named("default")
    @ApplicationScoped
    Storage files() throws IOException {
        byte[] secret = new byte[LinkSigner.MIN_SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return FileSystemStorage.builder(Path.of(System.getProperty("albums.files")))
                .links(
                        URI.create("/albums/files"),
                        LinkSigner.with(secret).scope("default").build())
                .build();
    }
}

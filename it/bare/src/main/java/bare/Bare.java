package bare;

import java.util.List;
import org.storedfile.StoredFiles;
import org.storedfile.storage.memory.MemoryStorage;

/** Java SE with Hibernate and H2, and nothing that Stored File could use besides. */
public final class Bare {
    private Bare() {}

    public static void main(String[] arguments) throws Exception {
        MemoryStorage storage = new MemoryStorage();
        StoredFiles files = StoredFiles.builder().storage("default", storage).build();
        StoredFiles.Registration registration = files.register();
        new RoundTrip(storage)
                .run(List.of(
                        "jakarta.enterprise.inject.spi.CDI",
                        "org.eclipse.microprofile.config.Config",
                        "org.apache.tika.Tika",
                        "software.amazon.awssdk.services.s3.S3Client",
                        "jakarta.servlet.Servlet",
                        "jakarta.ws.rs.core.Response",
                        "jakarta.validation.Validation",
                        "org.jspecify.annotations.NullMarked"));
        registration.close();
    }
}

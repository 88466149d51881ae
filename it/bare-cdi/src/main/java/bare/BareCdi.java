package bare;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import java.util.List;
import org.storedfile.storage.Storage;

/** Weld SE with Hibernate and H2, without MicroProfile Config, Tika and AWS: files go to the folder stored-files. */
@ApplicationScoped
public class BareCdi {
    @Inject
    private Storage storage;

    public static void main(String[] arguments) throws Exception {
        try (SeContainer cdi = SeContainerInitializer.newInstance().initialize()) {
            cdi.select(BareCdi.class).get().run();
        }
    }

    void run() throws Exception {
        new RoundTrip(storage)
                .run(List.of(
                        "org.eclipse.microprofile.config.Config",
                        "org.apache.tika.Tika",
                        "software.amazon.awssdk.services.s3.S3Client",
                        "jakarta.servlet.Servlet",
                        "org.jspecify.annotations.NullMarked"));
    }
}

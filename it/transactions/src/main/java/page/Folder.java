package page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/** What lies in the storage. */
@ApplicationScoped
public class Folder {
    @Inject
    @Named("default")
    private Storage storage;

    /** Returns the contents of all objects in the folder, sorted: {@code [new, old]}. */
    public String contents(String folder) throws IOException {
        try (Stream<StoredObject> objects = storage.list(folder + "/")) {
            List<StoredObject> found = objects.toList();
            return found.stream().map(this::text).sorted().collect(Collectors.joining(", ", "[", "]"));
        }
    }

    private String text(StoredObject object) {
        try (InputStream in = storage.read(object.key())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}

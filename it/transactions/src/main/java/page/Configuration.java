package page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.util.TreeSet;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Key;

/** What the library was told. */
@Path("configuration")
@ApplicationScoped
@Produces("text/plain")
public class Configuration {
    @Inject
    private StoredFiles files;

    @GET
    public String storages() {
        return new Facts().put("storages", new TreeSet<>(files.storageNames())).toString();
    }

    /** Asks each storage of the configuration for an object that it does not have. */
    @POST
    @Path("ask")
    public String ask() throws IOException {
        Facts facts = new Facts();
        for (String name : files.storageNames()) {
            if (!name.equals(StoredFiles.DEFAULT_STORAGE)) {
                facts.put(name, files.storage(name).find(Key.of("nothing")).isPresent());
            }
        }
        return facts.toString();
    }
}

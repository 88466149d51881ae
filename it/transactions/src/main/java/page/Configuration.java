package page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.TreeSet;
import org.storedfile.StoredFiles;

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
}

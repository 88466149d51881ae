package plain;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads MicroProfile Config, where the server has it. */
@Path("settings")
@RequestScoped
public class Settings {
    @POST
    @Produces("text/plain")
    public String read() {
        try {
            return "config=" + ConfigProvider.getConfig().getClass().getName();
        } catch (LinkageError e) {
            // A server without it.
            return "config=none";
        }
    }
}

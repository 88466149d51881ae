package gallery.api;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import org.storedfile.web.rest.CompleteForms;

/** Takes no form that was cut off, whatever the server thinks of it. */
@Provider
public class WholeForms implements Feature {
    @Override
    public boolean configure(FeatureContext context) {
        context.register(CompleteForms.class);
        return true;
    }
}

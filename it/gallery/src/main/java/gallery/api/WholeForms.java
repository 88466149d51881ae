package gallery.api;

import gallery.FileCheck;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import org.storedfile.web.rest.CompleteForms;

/** Takes no form that was cut off or is too large, whatever the server thinks of it. */
@Provider
public class WholeForms implements Feature {
    // More than a file may have, so that the rule of the entity says what is wrong with most of those that are larger.
    private static final long MAX_REQUEST = FileCheck.MAX_SIZE + 3 * 1024 * 1024;

    private static final int MAX_PARTS = 10;

    @Override
    public boolean configure(FeatureContext context) {
        context.register(new CompleteForms().maxRequestSize(MAX_REQUEST).maxParts(MAX_PARTS));
        return true;
    }
}

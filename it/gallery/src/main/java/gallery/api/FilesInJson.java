package gallery.api;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import org.storedfile.web.jsonb.FileRefDeserializer;
import org.storedfile.web.jsonb.FileRefSerializer;

/** Writes files as JSON in all answers. */
@Provider
public class FilesInJson implements ContextResolver<Jsonb> {
    private final Jsonb jsonb = JsonbBuilder.create(
            new JsonbConfig().withSerializers(new FileRefSerializer()).withDeserializers(new FileRefDeserializer()));

    @Override
    public Jsonb getContext(Class<?> type) {
        return jsonb;
    }
}

package org.storedfile.web.jsonb;

import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.web.FileDescription;

/** Refuses to read a file from JSON, and says why. Thread safe. */
public final class FileRefDeserializer implements JsonbDeserializer<FileRef> {
    /** Creates one. */
    public FileRefDeserializer() {}

    @Override
    public @Nullable FileRef deserialize(JsonParser parser, DeserializationContext context, Type type) {
        if (parser.getValue() == JsonValue.NULL) {
            return null; // as JSON-B has it: no file stays none
        }
        throw new JsonbException(FileDescription.REFUSAL);
    }
}

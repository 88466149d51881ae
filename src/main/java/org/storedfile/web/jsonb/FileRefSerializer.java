package org.storedfile.web.jsonb;

import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.net.URI;
import org.storedfile.FileRef;
import org.storedfile.web.FileDescription;

/**
 * Writes a file as {@code name}, {@code size}, {@code type} and {@code url}; what is not known is {@code null}. Named in
 * {@code @JsonbTypeSerializer} of an attribute, or given to {@code JsonbConfig.withSerializers}. Thread safe.
 */
public final class FileRefSerializer implements JsonbSerializer<FileRef> {
    /** Creates one. */
    public FileRefSerializer() {}

    @Override
    public void serialize(FileRef file, JsonGenerator json, SerializationContext context) {
        FileDescription known = describe(file);
        json.writeStartObject().write("name", known.name());
        known.size().ifPresentOrElse(size -> json.write("size", size), () -> json.writeNull("size"));
        known.type().ifPresentOrElse(type -> json.write("type", type), () -> json.writeNull("type"));
        known.url().map(URI::toString).ifPresentOrElse(url -> json.write("url", url), () -> json.writeNull("url"));
        json.writeEnd();
    }

    private static FileDescription describe(FileRef file) {
        try {
            return FileDescription.of(file);
        } catch (IOException e) {
            throw new JsonbException("the file " + file + " cannot be written as JSON: " + e.getMessage(), e);
        }
    }
}

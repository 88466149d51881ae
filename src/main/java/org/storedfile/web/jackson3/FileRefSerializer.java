package org.storedfile.web.jackson3;

import java.io.IOException;
import java.net.URI;
import org.storedfile.FileRef;
import org.storedfile.web.FileDescription;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes what is known of a file. */
final class FileRefSerializer extends StdSerializer<FileRef> {
    FileRefSerializer() {
        super(FileRef.class);
    }

    @Override
    public void serialize(FileRef file, JsonGenerator json, SerializationContext context) {
        FileDescription known = describe(file, json);
        json.writeStartObject(file);
        json.writeStringProperty("name", known.name());
        if (known.size().isPresent()) {
            json.writeNumberProperty("size", known.size().getAsLong());
        } else {
            json.writeNullProperty("size");
        }
        json.writeStringProperty("type", known.type().orElse(null));
        json.writeStringProperty("url", known.url().map(URI::toString).orElse(null));
        json.writeEndObject();
    }

    private static FileDescription describe(FileRef file, JsonGenerator json) {
        try {
            return FileDescription.of(file);
        } catch (IOException e) {
            throw DatabindException.from(json, "the file " + file + " cannot be written as JSON: " + e.getMessage(), e);
        }
    }
}

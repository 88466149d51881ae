package org.storedfile.web.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.net.URI;
import org.storedfile.FileRef;
import org.storedfile.web.FileDescription;

/** Writes what is known of a file. */
final class FileRefSerializer extends StdSerializer<FileRef> {
    private static final long serialVersionUID = 1;

    FileRefSerializer() {
        super(FileRef.class);
    }

    @Override
    public void serialize(FileRef file, JsonGenerator json, SerializerProvider provider) throws IOException {
        FileDescription known = FileDescription.of(file);
        json.writeStartObject(file);
        json.writeStringField("name", known.name());
        if (known.size().isPresent()) {
            json.writeNumberField("size", known.size().getAsLong());
        } else {
            json.writeNullField("size");
        }
        json.writeStringField("type", known.type().orElse(null));
        json.writeStringField("url", known.url().map(URI::toString).orElse(null));
        json.writeEndObject();
    }
}

package org.storedfile.web.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import org.storedfile.FileRef;
import org.storedfile.web.FileDescription;

/** Refuses to read a file. */
final class FileRefDeserializer extends StdDeserializer<FileRef> {
    private static final long serialVersionUID = 1;

    FileRefDeserializer() {
        super(FileRef.class);
    }

    @Override
    public FileRef deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return context.reportInputMismatch(FileRef.class, FileDescription.REFUSAL);
    }
}

package org.storedfile.web.jackson3;

import org.storedfile.FileRef;
import org.storedfile.web.FileDescription;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Refuses to read a file. */
final class FileRefDeserializer extends StdDeserializer<FileRef> {
    FileRefDeserializer() {
        super(FileRef.class);
    }

    @Override
    public FileRef deserialize(JsonParser parser, DeserializationContext context) {
        return context.reportInputMismatch(FileRef.class, FileDescription.REFUSAL);
    }
}

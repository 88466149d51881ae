package org.storedfile.web.jackson3;

import org.storedfile.FileRef;
import tools.jackson.databind.module.SimpleModule;

/**
 * Writes a file as {@code name}, {@code size}, {@code type} and {@code url}, what is not known as {@code null}, and
 * refuses to read one. Found by {@code JsonMapper.builder().findAndAddModules()}.
 */
public final class StoredFileModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    /** Creates one. */
    public StoredFileModule() {
        super("stored-file");
        addSerializer(FileRef.class, new FileRefSerializer());
        addDeserializer(FileRef.class, new FileRefDeserializer());
    }
}

package org.storedfile.cdi;

import org.storedfile.storage.StorageOptions;
import org.storedfile.storage.StorageType;

/** The type {@code clientless}, whose client is not on the class path. */
public final class MissingClientStorageType implements StorageType {
    @Override
    public String name() {
        return "clientless";
    }

    @Override
    public Factory configure(StorageOptions options) {
        return () -> {
            throw new NoClassDefFoundError("org/example/Client");
        };
    }
}

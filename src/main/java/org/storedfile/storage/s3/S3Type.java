package org.storedfile.storage.s3;

import java.io.IOException;
import org.storedfile.storage.StorageOptions;
import org.storedfile.storage.StorageType;

/**
 * The storage type {@code s3}. It opens a client of its own, which the storage closes, with the SDK's credential chain
 * unless {@code access-key} and {@code secret-key} are set. README and {@link S3StorageBuilder} tell what the options
 * mean.
 */
public final class S3Type implements StorageType {
    /** Called by {@link java.util.ServiceLoader}. */
    public S3Type() {}

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public Factory configure(StorageOptions options) {
        S3Options read = S3Options.read(options);
        return () -> {
            try {
                return OpenedS3.storage(read);
            } catch (NoClassDefFoundError e) {
                throw new IOException(
                        "the storage type 's3' needs software.amazon.awssdk:s3 and :apache5-client on the class path;"
                                + " missing is '" + e.getMessage() + "'",
                        e);
            }
        };
    }
}

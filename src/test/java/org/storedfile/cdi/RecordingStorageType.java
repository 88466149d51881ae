package org.storedfile.cdi;

import java.time.Duration;
import org.storedfile.storage.StorageOptions;
import org.storedfile.storage.StorageType;

/** The type {@code recording}: a {@link RecordingStorage}, with one option of each kind. */
public final class RecordingStorageType implements StorageType {
    @Override
    public String name() {
        return "recording";
    }

    @Override
    public Factory configure(StorageOptions options) {
        String label = options.required("label");
        String secret = options.optional("secret-key").orElse("none");
        options.number("part-count", 1);
        options.duration("link-expiry", Duration.ofHours(1));
        boolean broken = options.flag("broken", false);
        return () -> {
            if (broken) {
                throw new java.io.IOException("the disk is on fire");
            }
            return new RecordingStorage(label + (secret.equals("none") ? "" : "-with-" + secret), options.threads());
        };
    }
}

package org.storedfile.persistence;

import java.io.IOException;
import java.util.List;
import org.storedfile.FileLocation;
import org.storedfile.LocalBytes;
import org.storedfile.StoredFiles;
import org.storedfile.VariantSpec;
import org.storedfile.storage.Content;

/** Decodes new images before they are stored, and stores the variants that are made at flush after them. Thread safe. */
final class VariantMaking {
    private final StoredFiles files;

    VariantMaking(StoredFiles files) {
        this.files = files;
    }

    /** Returns the encoded variants, in their order; an image of which none is made is decoded all the same. */
    List<byte[]> render(Content content, PlannedFile planned, ImageAttribute image) throws IOException {
        String key = planned.location().key().value();
        if (content instanceof LocalBytes local) {
            return files.imaging().render(local.channel(), key, image.limits(), image.eager());
        }
        try (LocalBytes local = LocalBytes.of(content)) {
            return files.imaging().render(local.channel(), key, image.limits(), image.eager());
        }
    }

    void store(FileLocation original, List<VariantSpec> variants, List<byte[]> made) throws IOException {
        for (int i = 0; i < made.size(); i++) {
            files.variants().write(original, variants.get(i), made.get(i));
        }
    }
}

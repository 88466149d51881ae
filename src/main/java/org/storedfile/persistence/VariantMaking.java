package org.storedfile.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.storedfile.FileLocation;
import org.storedfile.LocalBytes;
import org.storedfile.StoredFiles;
import org.storedfile.VariantSpec;
import org.storedfile.storage.Content;
import org.storedfile.storage.WriteGroup;

/** Decodes new images before they are stored, and stores the variants that are made at flush after them. Thread safe. */
final class VariantMaking {
    private final StoredFiles files;
    private final WriteGroup group;

    VariantMaking(StoredFiles files, WriteGroup group) {
        this.files = files;
        this.group = group;
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
            Content bytes = new OfFlush(Content.of(made.get(i)), group);
            bytes.requireWanted();
            files.variants().write(original, variants.get(i), bytes);
        }
    }

    private record OfFlush(Content bytes, WriteGroup ofAll) implements Content {
        @Override
        public InputStream open() throws IOException {
            return bytes.open();
        }

        @Override
        public OptionalLong length() {
            return bytes.length();
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public void requireWanted() throws IOException {
            ofAll.requireWanted();
        }

        @Override
        public Optional<WriteGroup> group() {
            return Optional.of(ofAll);
        }
    }
}

package org.storedfile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.Content;

/** Content that can be read only once, of which the first bytes can be looked at before. Thread safe. */
final class OnceContent implements Content {
    private final Content content;
    private byte @Nullable [] head;
    private @Nullable InputStream rest;
    private @Nullable LocalBytes local;

    OnceContent(Content content) {
        this.content = content;
    }

    /** Returns the first bytes; {@link #open} still gives all. */
    synchronized byte[] head() throws IOException {
        if (local != null) {
            try (InputStream in = local.open()) {
                return in.readNBytes(ContentTypeDetector.HEAD_LENGTH);
            }
        }
        if (head == null) {
            InputStream in = content.open();
            head = in.readNBytes(ContentTypeDetector.HEAD_LENGTH);
            rest = in;
        }
        return head.clone();
    }

    /** Reads everything now; from then on it can be read again. */
    synchronized LocalBytes local() throws IOException {
        if (local == null) {
            local = LocalBytes.of(this);
        }
        return local;
    }

    @Override
    public synchronized InputStream open() throws IOException {
        if (local != null) {
            return local.open();
        }
        InputStream in = rest;
        if (in == null || head == null) {
            return content.open();
        }
        rest = null;
        return new SequenceInputStream(new ByteArrayInputStream(head), in);
    }

    @Override
    public OptionalLong length() {
        return content.length();
    }

    @Override
    public synchronized boolean isRepeatable() {
        return local != null;
    }

    @Override
    public Optional<String> contentType() {
        return content.contentType();
    }

    @Override
    public Optional<String> fileName() {
        return content.fileName();
    }

    @Override
    public Optional<Path> path() {
        return content.path();
    }

    @Override
    public boolean isTakeable() {
        return content.isTakeable();
    }
}

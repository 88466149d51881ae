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

    OnceContent(Content content) {
        this.content = content;
    }

    /** Returns the first bytes; {@link #open} still gives all. */
    synchronized byte[] head() throws IOException {
        if (head == null) {
            InputStream in = content.open();
            head = in.readNBytes(ContentTypeDetector.HEAD_LENGTH);
            rest = in;
        }
        return head.clone();
    }

    @Override
    public synchronized InputStream open() throws IOException {
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
    public boolean isRepeatable() {
        return false;
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
}

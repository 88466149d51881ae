package org.storedfile;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.Content;

/** Content that can be read only once, of which the first bytes can be looked at before. Thread safe. */
final class OnceContent implements Content, Closeable {
    private final Content content;
    private byte @Nullable [] head;
    private @Nullable InputStream rest;
    private @Nullable LocalBytes local;

    OnceContent(Content content) {
        this.content = content;
    }

    /** Returns the first bytes, at most so many; {@link #open} still gives all. */
    synchronized byte[] head(int length) throws IOException {
        if (local != null) {
            try (InputStream in = local.open()) {
                return in.readNBytes(length);
            }
        }
        if (head == null) {
            InputStream in = content.open();
            head = in.readNBytes(length);
            rest = in;
        } else if (head.length < length && rest != null) {
            head = longer(head, rest.readNBytes(length - head.length));
        }
        return Arrays.copyOf(head, Math.min(length, head.length));
    }

    private static byte[] longer(byte[] first, byte[] more) {
        byte[] both = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, both, first.length, more.length);
        return both;
    }

    /** Reads everything now, as {@code watch} lets it; from then on it can be read again. */
    synchronized LocalBytes local(UnaryOperator<Content> watch) throws IOException {
        if (local == null) {
            local = LocalBytes.of(watch.apply(this));
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

    /** Lets go what was opened for the first bytes and never asked for, as by a storage that copies by path. */
    @Override
    public synchronized void close() throws IOException {
        InputStream in = rest;
        rest = null;
        if (in != null) {
            in.close();
        }
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

    @Override
    public boolean moveTo(Path file) throws IOException {
        return content.moveTo(file);
    }
}

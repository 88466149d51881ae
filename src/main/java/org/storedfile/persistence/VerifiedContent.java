package org.storedfile.persistence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.storedfile.ContentTypeDetector;
import org.storedfile.NewFile;
import org.storedfile.PixelSize;
import org.storedfile.storage.Content;
import org.storedfile.storage.WriteGroup;

/**
 * The content of a new file as a storage gets it: with type and name, counted and, if wanted, digested while it is
 * read. Its source is opened once, unless the storage opens it again.
 */
final class VerifiedContent implements Content, AutoCloseable {
    private final NewFile file;
    private final boolean digests;
    private final WriteGroup group;
    private final BooleanSupplier isCancelled;
    private final ContentTypeDetector contentTypes;
    private final byte[] head;
    private @Nullable String contentType;
    private @Nullable InputStream opened;
    private @Nullable VerifiedInputStream last;

    VerifiedContent(
            NewFile file,
            ContentTypeDetector contentTypes,
            boolean digests,
            WriteGroup group,
            BooleanSupplier isCancelled)
            throws IOException {
        this.file = file;
        this.contentTypes = contentTypes;
        this.digests = digests;
        this.group = group;
        this.isCancelled = isCancelled;
        InputStream in = file.content().open();
        try {
            head = in.readNBytes(ContentTypeDetector.HEAD_LENGTH);
            opened = new SequenceInputStream(new ByteArrayInputStream(head), in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public synchronized InputStream open() throws IOException {
        InputStream in = opened != null ? opened : file.content().open();
        opened = null;
        last = new VerifiedInputStream(in, digests, isCancelled);
        return last;
    }

    @Override
    public OptionalLong length() {
        return file.content().length();
    }

    @Override
    public boolean isRepeatable() {
        return file.content().isRepeatable();
    }

    /** Looked for when first asked: that takes longer than storing a small file in a folder, which does not ask. */
    @Override
    public synchronized Optional<String> contentType() {
        if (contentType == null) {
            contentType = contentTypes.detect(file.name(), head);
        }
        return Optional.of(contentType);
    }

    @Override
    public Optional<String> fileName() {
        return Optional.of(file.name());
    }

    /** Hidden when bytes are digested, because what is copied by path is not seen here. */
    @Override
    public Optional<Path> path() {
        return digests ? Optional.empty() : file.content().path();
    }

    @Override
    public boolean isTakeable() {
        return file.content().isTakeable();
    }

    /** Not when bytes are digested, which are read anyway. */
    @Override
    public boolean moveTo(Path target) throws IOException {
        return !digests && file.content().moveTo(target);
    }

    @Override
    public void requireWanted() throws IOException {
        VerifiedInputStream.requireWanted(isCancelled);
    }

    /** Finished by the flush. */
    @Override
    public Optional<WriteGroup> group() {
        return Optional.of(group);
    }

    /** Returns what is known of the bytes after {@code size} of them were stored. */
    synchronized FileMetadata metadata(long size, Supplier<Optional<String>> type, Supplier<Optional<PixelSize>> pixels)
            throws IOException {
        VerifiedInputStream read = last;
        if (read != null && read.count() != size) {
            throw new IOException(size + " bytes were stored, but " + read.count() + " were read");
        }
        if (length().isPresent() && length().getAsLong() != size) {
            throw new IOException(size + " bytes were stored, but " + length().getAsLong() + " were announced");
        }
        Optional<String> checksum = digests && read != null ? Optional.of(read.checksum()) : Optional.empty();
        return new FileMetadata(size, type, file.name(), checksum, pixels);
    }

    @Override
    public synchronized void close() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }
}

package org.storedfile.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Copies;
import org.storedfile.storage.DirectUploads;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.Links;
import org.storedfile.storage.PartedUploads;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.UnfinishedWrites;
import org.storedfile.storage.WriteGroup;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Objects in a bucket of Amazon S3, or of a server that speaks its protocol. Thread safe.
 *
 * <p>A file that fits a part (8 MiB unless set) is written with one request and read with one. Longer ones, and those
 * of unknown length, go out in parts, a few at once, each from the file or from a buffer of the upload memory, so that
 * the client can repeat every request; with the CRT, as {@link S3StorageBuilder#largeUploads} says. A stream of unknown
 * length may have 10 000 parts; for a known length the parts grow.
 *
 * <p>A write is conditional on the key being free and carries a random id as metadata, by which it knows its own object
 * when the answer was lost. {@link #delete} also aborts unfinished uploads of its keys, at the cost of one more request
 * for all keys together; uploads whose beginning was answered to nobody are left to a lifecycle rule
 * (AbortIncompleteMultipartUpload), which every bucket should have.
 *
 * <p>{@link #find} cannot tell a missing bucket from a missing object, as S3 answers both alike.
 */
public final class S3Storage implements Storage, Links, Copies, UnfinishedWrites, AutoCloseable {
    private final S3Writes writes;
    private final S3Reads reads;
    private final S3Deletes deletes;
    private final S3Listing listing;
    private final S3Copies copies;
    private final Links links;
    private final DirectUploads uploads;
    private final PartedUploads parts;
    private final List<SdkAutoCloseable> opened;
    private volatile boolean closed;

    S3Storage(
            S3Writes writes,
            S3Reads reads,
            S3Deletes deletes,
            S3Listing listing,
            S3Copies copies,
            Links links,
            DirectUploads uploads,
            PartedUploads parts,
            List<SdkAutoCloseable> opened) {
        this.writes = writes;
        this.reads = reads;
        this.deletes = deletes;
        this.listing = listing;
        this.copies = copies;
        this.links = links;
        this.uploads = uploads;
        this.parts = parts;
        this.opened = opened;
    }

    /** Begins a storage in {@code bucket}. The client, its region, endpoint, credentials and retries are the caller's. */
    public static S3StorageBuilder builder(S3Client client, String bucket) {
        return new S3StorageBuilder(client, bucket);
    }

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        return open(writes, "write", key).write(key, content);
    }

    @Override
    public InputStream read(Key key, ByteRange range) throws IOException {
        return open(reads, "read", key).read(key, range);
    }

    @Override
    public Optional<StoredObject> find(Key key) throws IOException {
        return open(reads, "find", key).find(key);
    }

    @Override
    public void delete(Collection<Key> keys) throws IOException {
        open(deletes, "delete", keys).delete(keys);
    }

    @Override
    public void discard(Collection<Key> keys) throws IOException {
        open(deletes, "discard unfinished uploads of", keys).discard(keys);
    }

    @Override
    public Stream<StoredObject> list(String prefix) throws IOException {
        return open(listing, "list", prefix).list(prefix);
    }

    @Override
    public StoredObject copy(Key source, Key target) throws IOException {
        return copy(source, target, Optional.empty(), new WriteGroup());
    }

    @Override
    public StoredObject copy(Key source, Key target, String contentType) throws IOException {
        return copy(source, target, Optional.of(contentType), new WriteGroup());
    }

    /** Copies in the same way; what is copied in parts, above 5 GiB, is given up once it is in vain. */
    @Override
    public StoredObject copy(Key source, Key target, Optional<String> contentType, WriteGroup group)
            throws IOException {
        return open(copies, "copy", source).copy(source, target, contentType, group::requireWanted);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The SDK fetches credentials that it does not have yet; the storage type {@code s3} has them fetched ahead.
     *
     * @throws java.io.UncheckedIOException if there are no credentials
     * @throws UnsupportedOperationException if the link is one of an unsigned custom domain, and has options
     * @throws IllegalArgumentException if it is to live for more than seven days and S3 signs it, not CloudFront
     */
    @Override
    public URI url(Key key, LinkOptions options) {
        return links.url(key, options);
    }

    /** Has {@link DirectUploads} and {@link PartedUploads} too, whose requests are signed like links and checked by S3. */
    @Override
    public <C> Optional<C> as(Class<C> capability) {
        if (capability == PartedUploads.class) {
            return Optional.of(capability.cast(parts));
        }
        return capability == DirectUploads.class ? Optional.of(capability.cast(uploads)) : Storage.super.as(capability);
    }

    /** Ends the storage, which then refuses to work, and closes the client, unless it was given; again does nothing. */
    @Override
    public void close() {
        closed = true;
        closeAll(opened);
    }

    /** Closes each, whether or not another could be closed, and throws the first failure at the end. */
    static void closeAll(List<SdkAutoCloseable> opened) {
        RuntimeException failure = null;
        for (SdkAutoCloseable each : opened) {
            try {
                each.close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    // Closed clients answer with an IllegalStateException of some connection pool.
    private <T> T open(T part, String operation, Object object) throws IOException {
        if (closed) {
            throw new IOException("could not " + operation + " '" + object + "' in bucket '"
                    + writes.names().bucket()
                    + "': the storage is closed; it ends with the application that opened it");
        }
        return part;
    }

    @Override
    public String toString() {
        return "S3Storage[bucket=" + writes.names().bucket() + ", prefix="
                + writes.names().prefix() + "]";
    }
}

package org.storedfile.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Key;
import org.storedfile.storage.StoredObject;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Reads: one GET for bytes, one HEAD for what is known of them. */
record S3Reads(S3Client client, ObjectNames names, Checksum checksum, S3Errors errors) {
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 501);

    InputStream read(Key key, ByteRange range) throws IOException {
        try {
            if (range.length() == 0) {
                // No Range header means nothing; but a missing object is still missing.
                head(key);
                return InputStream.nullInputStream();
            }
            GetObjectRequest request = GetObjectRequest.builder()
                    .bucket(names.bucket())
                    .key(names.name(key))
                    .range(header(range))
                    .build();
            // Without the SDK's limit until the first byte is read: its timer is a thread that would keep a server's
            // application.
            ResponseInputStream<GetObjectResponse> answer =
                    client.getObject(request, ResponseTransformer.toInputStream(Duration.ZERO));
            return new ObjectBytes(answer, key, range.length(), errors);
        } catch (SdkException e) {
            if (S3Errors.status(e) == RANGE_NOT_SATISFIABLE) {
                return InputStream.nullInputStream();
            }
            throw errors.of("read", key.value(), e);
        }
    }

    Optional<StoredObject> find(Key key) throws IOException {
        return find(key, this::head);
    }

    /** Looks up what a client sent with a SHA-256, whatever this storage itself writes. */
    Optional<StoredObject> findSent(Key key) throws IOException {
        return find(key, this::headSent);
    }

    private Optional<StoredObject> find(Key key, Function<Key, HeadObjectResponse> asking) throws IOException {
        try {
            HeadObjectResponse head = asking.apply(key);
            return Optional.of(new StoredObject(
                    key,
                    head.contentLength(),
                    Optional.ofNullable(head.contentType()),
                    head.lastModified(),
                    S3Writes.sha256(head.checksumSHA256())));
        } catch (SdkException e) {
            if (S3Errors.isMissingObject(e)) {
                return Optional.empty();
            }
            throw errors.of("find", key.value(), e);
        }
    }

    HeadObjectResponse head(Key key) {
        return head(key, checksum == Checksum.SHA256);
    }

    // Not in every look: some servers (Backblaze) refuse the question, and S3 wants kms:Decrypt for the answer.
    private HeadObjectResponse headSent(Key key) {
        try {
            return head(key, true);
        } catch (SdkException e) {
            if (!REFUSALS.contains(S3Errors.status(e))) {
                throw e;
            }
            return head(key, false);
        }
    }

    private HeadObjectResponse head(Key key, boolean withChecksum) {
        return client.headObject(request ->
                request.bucket(names.bucket()).key(names.name(key)).checksumMode(withChecksum ? "ENABLED" : null));
    }

    private static @Nullable String header(ByteRange range) {
        if (range.isAll()) {
            return null;
        }
        if (range.start() < 0) {
            return "bytes=" + range.start();
        }
        boolean open = range.length() > Long.MAX_VALUE - range.start();
        return "bytes=" + range.start() + "-" + (open ? "" : range.start() + range.length() - 1);
    }
}

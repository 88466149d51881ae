package org.storedfile.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Key;
import org.storedfile.storage.StoredObject;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Reads: one GET for bytes, one HEAD for what is known of them. */
record S3Reads(S3Client client, ObjectNames names, S3Errors errors) {
    private static final int RANGE_NOT_SATISFIABLE = 416;

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
            return new ObjectBytes(client.getObject(request), key, range.length(), errors);
        } catch (SdkException e) {
            if (S3Errors.status(e) == RANGE_NOT_SATISFIABLE) {
                return InputStream.nullInputStream();
            }
            throw errors.of("read", key.value(), e);
        }
    }

    Optional<StoredObject> find(Key key) throws IOException {
        try {
            HeadObjectResponse head = head(key);
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

    // Whatever this storage writes: clients send SHA-256 checksums of their own. With a KMS key S3 tells them to those
    // who may read (kms:Decrypt).
    HeadObjectResponse head(Key key) {
        return client.headObject(
                request -> request.bucket(names.bucket()).key(names.name(key)).checksumMode("ENABLED"));
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

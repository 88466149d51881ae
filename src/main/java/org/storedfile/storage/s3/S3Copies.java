package org.storedfile.storage.s3;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.util.Optional;
import org.storedfile.storage.Key;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.s3.UploadMemory.Wanted;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Copies inside the bucket: two HEADs and one request up to {@code largest} bytes, which S3 limits to 5 GiB; beyond
 * that part by part. The target is looked up beforehand, because few servers know a conditional copy.
 */
record S3Copies(S3Writes writes, S3Reads reads, long largest) {
    /** The most that S3 copies with one request. */
    static final long LARGEST = 5L << 30;

    // Parts of 512 MiB, a few of which are copied side by side.
    private static final int PARTS_OF_LARGEST = 10;

    StoredObject copy(Key source, Key target, Optional<String> contentType, Wanted wanted) throws IOException {
        HeadObjectResponse original = original(source);
        if (reads.find(target).isPresent()) {
            throw new FileAlreadyExistsException(target.value(), null, "the key is taken");
        }
        // A write id of its own: with the source's, a lost answer could not be told from a foreign object.
        WriteHeaders headers = WriteHeaders.of(
                contentType.orElse(original.contentType()),
                original.contentDisposition(),
                writes.settings().shown());
        if (original.contentLength() <= largest) {
            copyWhole(source, target, headers);
        } else {
            copyParts(source, target, headers, original.contentLength(), wanted);
        }
        return new StoredObject(
                target,
                original.contentLength(),
                Optional.of(headers.contentType()),
                Instant.now(),
                S3Writes.sha256(original.checksumSHA256()));
    }

    private HeadObjectResponse original(Key source) throws IOException {
        try {
            return reads.head(source);
        } catch (SdkException e) {
            throw writes.errors().of("copy", source.value(), e);
        }
    }

    private void copyWhole(Key source, Key target, WriteHeaders headers) throws IOException {
        ObjectNames names = writes.names();
        try {
            writes.client()
                    .copyObject(writes.settings()
                            .copy(headers)
                            .sourceBucket(names.bucket())
                            .sourceKey(names.name(source))
                            .destinationBucket(names.bucket())
                            .destinationKey(names.name(target))
                            .build());
        } catch (SdkException e) {
            if (S3Errors.isMissingObject(e)
                    || !new WriteOutcome(writes.client(), names, writes.errors()).isOurs("copy", target, headers, e)) {
                throw writes.errors().of("copy", source.value(), e);
            }
        }
    }

    private void copyParts(Key source, Key target, WriteHeaders headers, long size, Wanted wanted) throws IOException {
        long partSize = Math.max(largest / PARTS_OF_LARGEST, size / PartSource.MAX_PARTS + 1);
        try (MultipartUpload upload = MultipartUpload.start(writes, target, headers, wanted)) {
            for (long from = 0; from < size; from += partSize) {
                String range = "bytes=" + from + "-" + (Math.min(from + partSize, size) - 1);
                upload.copy(writes.names().name(source), range);
            }
            upload.complete();
        }
    }
}

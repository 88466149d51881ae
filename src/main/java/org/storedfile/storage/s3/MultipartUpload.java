package org.storedfile.storage.s3;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.Key;
import org.storedfile.storage.s3.UploadMemory.Wanted;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * One object that is sent in several parts, a few at once. Closing it before it is complete stops the requests under
 * way and aborts the upload, so that no parts are left. Used by one thread.
 */
final class MultipartUpload implements Closeable {
    private static final System.Logger LOG = System.getLogger(MultipartUpload.class.getName());

    private final S3Client client;
    private final S3Writes writes;
    private final Key key;
    private final WriteHeaders headers;
    private final String uploadId;
    private final Attempts begins;
    private final PartsUnderWay parts;
    private long size;
    private boolean complete;

    private MultipartUpload(
            S3Writes writes, Key key, WriteHeaders headers, String uploadId, Attempts begins, Wanted wanted) {
        this.client = writes.client();
        this.writes = writes;
        this.key = key;
        this.headers = headers;
        this.uploadId = uploadId;
        this.begins = begins;
        this.parts = new PartsUnderWay(key, writes.partsAtOnce(), writes.partThreads(), wanted);
    }

    /** Begins an upload, which asks {@code wanted} now and then while it waits. */
    static MultipartUpload start(S3Writes writes, Key key, WriteHeaders headers, Wanted wanted) throws IOException {
        Attempts begins = new Attempts();
        try {
            String uploadId = writes.client()
                    .createMultipartUpload(writes.settings()
                            .create(headers)
                            .bucket(writes.names().bucket())
                            .key(writes.names().name(key))
                            .overrideConfiguration(begins.configuration(writes.client()))
                            .build())
                    .uploadId();
            return new MultipartUpload(writes, key, headers, uploadId, begins, wanted);
        } catch (SdkException e) {
            throw writes.errors().of("write", key.value(), e);
        }
    }

    /** Sends the part beside others that are under way, and closes it when it has arrived. */
    void send(Cargo part) throws IOException {
        size += part.size();
        try {
            submit(number -> sent(number, part));
        } catch (IOException | RuntimeException | Error e) {
            // It was handed to nobody else who would.
            part.close();
            throw e;
        }
        stopAtFailure();
    }

    /** Lets the server take the part from {@code source}, the name of another object; {@code range} as in HTTP. */
    void copy(String source, String range) throws IOException {
        submit(number -> copied(number, source, range));
        stopAtFailure();
    }

    /** Waits until all parts that were sent have arrived. */
    void arrive() throws IOException {
        arrived();
    }

    /** Publishes the object when all parts have arrived, and returns its size in bytes. */
    long complete() throws IOException {
        List<CompletedPart> arrived = arrived();
        try {
            client.completeMultipartUpload(writes.settings()
                    .complete()
                    .bucket(writes.names().bucket())
                    .key(writes.names().name(key))
                    .uploadId(uploadId)
                    .multipartUpload(all -> all.parts(arrived))
                    .build());
        } catch (SdkException e) {
            WriteOutcome outcome = new WriteOutcome(client, writes.names(), writes.errors());
            if (!outcome.isOurs("write", key, headers, e)) {
                throw writes.errors().of("write", key.value(), e);
            }
        }
        complete = true;
        if (begins.areMany()) {
            abortOthers();
        }
        return size;
    }

    @Override
    public void close() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            if (complete) {
                parts.end();
            } else {
                interrupted |= parts.stop();
                abort();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void submit(IntFunction<CompletedPart> task) throws IOException {
        try {
            parts.submit(task);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void stopAtFailure() throws IOException {
        if (parts.hasFailed()) {
            arrived();
        }
    }

    private CompletedPart sent(int number, Cargo part) {
        try (part) {
            requireNoFailure();
            UploadPartRequest request = writes.settings()
                    .part()
                    .bucket(writes.names().bucket())
                    .key(writes.names().name(key))
                    .uploadId(uploadId)
                    .partNumber(number)
                    .contentMD5(writes.settings().md5(part))
                    .build();
            UploadPartResponse response = client.uploadPart(request, part.body());
            part.arrived();
            return completed(number, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CompletedPart copied(int number, String source, String range) {
        requireNoFailure();
        UploadPartCopyRequest request = UploadPartCopyRequest.builder()
                .sourceBucket(writes.names().bucket())
                .sourceKey(source)
                .copySourceRange(range)
                .destinationBucket(writes.names().bucket())
                .destinationKey(writes.names().name(key))
                .uploadId(uploadId)
                .partNumber(number)
                .build();
        CopyPartResult result = client.uploadPartCopy(request).copyPartResult();
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(result.eTag())
                .checksumCRC32(result.checksumCRC32())
                .checksumCRC32C(result.checksumCRC32C())
                .checksumSHA1(result.checksumSHA1())
                .checksumSHA256(result.checksumSHA256())
                .build();
    }

    // Also those whose thread begins late come here when the upload is given up.
    private void requireNoFailure() {
        if (parts.hasFailed()) {
            throw new CancellationException("another part failed");
        }
    }

    private static CompletedPart completed(int number, UploadPartResponse response) {
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(response.eTag())
                .checksumCRC32(response.checksumCRC32())
                .checksumCRC32C(response.checksumCRC32C())
                .checksumSHA1(response.checksumSHA1())
                .checksumSHA256(response.checksumSHA256())
                .build();
    }

    private List<CompletedPart> arrived() throws IOException {
        try {
            return parts.arrived();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private IOException failure(@Nullable Throwable cause) {
        if (!(cause instanceof SdkException refused)) {
            return new IOException("could not write '" + key + "'", cause);
        }
        if (S3Errors.isInterruption(refused) && parts.hasFailedElsewhere()) {
            // Whoever interrupted that thread did not mean this one.
            return new IOException(
                    "could not write '" + key + "': the thread of a part was interrupted, as when the application ends",
                    refused);
        }
        return writes.errors().of("write", key.value(), refused);
    }

    private void abort() throws IOException {
        try {
            client.abortMultipartUpload(request -> request.bucket(writes.names().bucket())
                    .key(writes.names().name(key))
                    .uploadId(uploadId));
        } catch (SdkException e) {
            if (!S3Errors.code(e).equals("NoSuchUpload")) {
                throw writes.errors().of("remove the unfinished parts of", key.value(), e);
            }
        }
    }

    // Those that began without an answer. If the write fails, who removes the key removes them, too.
    private void abortOthers() {
        try {
            new UnfinishedUploads(client, writes.names())
                    .abort(List.of(writes.names().name(key)));
        } catch (SdkException e) {
            LOG.log(
                    Level.WARNING,
                    "an upload of '" + key + "' may have begun twice, and the one that is not used could not be"
                            + " aborted; a lifecycle rule of the bucket must",
                    e);
        }
    }

    private IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return (IOException) new InterruptedIOException("interrupted: write '" + key + "'").initCause(e);
    }
}

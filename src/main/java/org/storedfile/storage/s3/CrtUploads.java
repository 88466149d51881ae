package org.storedfile.storage.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.Content;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Uploads through a client that makes the parts itself: that of the CRT, whose buffers are no part of the heap and which
 * reads a file without Java. It aborts what it does not complete. Failures are the SDK's, or those of the source.
 */
record CrtUploads(S3AsyncClient client) {
    // How often the upload of a file asks whether it is still wanted; that of a stream asks with each read.
    private static final long PATIENCE_MILLIS = 100;

    /**
     * Sends what {@code in} has, which is read on this thread.
     *
     * @param length the number of bytes; null if it is not known
     * @param ahead bytes that may be in the heap for the client to take
     * @throws IOException if the stream cannot be read, or this thread is interrupted
     */
    PutObjectResponse send(PutObjectRequest request, CountedStream in, @Nullable Long length, long ahead)
            throws IOException {
        StreamBody body = new StreamBody(in, length, ahead);
        CompletableFuture<PutObjectResponse> answer = client.putObject(request, body);
        try {
            body.sendUntil(answer);
            return answer.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException | CancellationException e) {
            in.requireRead();
            throw failure(e);
        } finally {
            answer.cancel(false); // does nothing to one that is there
        }
    }

    /**
     * Sends the file, which the client reads by itself.
     *
     * @throws IOException if it is not wanted any more, or this thread is interrupted
     */
    PutObjectResponse send(PutObjectRequest request, Path file, Content content) throws IOException {
        return await(client.putObject(request, file), content);
    }

    private static PutObjectResponse await(CompletableFuture<PutObjectResponse> answer, Content content)
            throws IOException {
        try {
            while (true) {
                try {
                    return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    content.requireWanted();
                }
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            answer.cancel(false); // does nothing to one that is there
        }
    }

    private static SdkException failure(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof SdkException known
                ? known
                : SdkClientException.create("the upload broke off: " + cause.getMessage(), cause);
    }

    private static InterruptedIOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        InterruptedIOException thrown = new InterruptedIOException("interrupted while bytes were sent");
        thrown.initCause(e);
        return thrown;
    }
}

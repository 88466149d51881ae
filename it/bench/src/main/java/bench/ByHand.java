package bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A multipart upload as one writes it with the SDK alone: so many buffers of 8 MiB, each used again and again. */
final class ByHand {
    private static final int PART = 8 << 20;

    private final S3Client client;
    private final int buffers;
    private final BlockingQueue<byte[]> free;

    ByHand(S3Client client, int buffers) {
        this.client = client;
        this.buffers = buffers;
        this.free = new ArrayBlockingQueue<>(buffers);
        for (int i = 0; i < buffers; i++) {
            free.add(new byte[PART]);
        }
    }

    void write(String key, InputStream in) throws Exception {
        String id = client.createMultipartUpload(
                        request -> request.bucket(S3.BUCKET).key(key))
                .uploadId();
        ExecutorService threads = Executors.newFixedThreadPool(buffers);
        List<CompletedPart> parts = new ArrayList<>();
        for (Future<CompletedPart> part : sendAll(key, id, in, threads)) {
            parts.add(part.get());
        }
        threads.shutdown();
        client.completeMultipartUpload(
                request -> request.bucket(S3.BUCKET).key(key).uploadId(id).multipartUpload(all -> all.parts(parts)));
    }

    private List<Future<CompletedPart>> sendAll(String key, String id, InputStream in, ExecutorService threads)
            throws IOException, InterruptedException {
        List<Future<CompletedPart>> parts = new ArrayList<>();
        int length = PART;
        while (length == PART) {
            byte[] buffer = free.take();
            length = in.readNBytes(buffer, 0, PART);
            int number = parts.size() + 1;
            int size = length;
            parts.add(threads.submit(() -> send(key, id, number, buffer, size)));
        }
        return parts;
    }

    private CompletedPart send(String key, String id, int number, byte[] buffer, int size) {
        try {
            RequestBody body = RequestBody.fromContentProvider(
                    () -> new ByteArrayInputStream(buffer, 0, size), size, "application/octet-stream");
            var response = client.uploadPart(
                    request -> request.bucket(S3.BUCKET).key(key).uploadId(id).partNumber(number), body);
            return CompletedPart.builder()
                    .partNumber(number)
                    .eTag(response.eTag())
                    .build();
        } finally {
            free.add(buffer);
        }
    }
}

package bench;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/** Large uploads as the SDK's documentation shows them. */
final class Clients {
    private final S3AsyncClient client;
    private final S3TransferManager manager;
    private final ExecutorService readers = Executors.newCachedThreadPool();

    Clients(S3AsyncClient client) {
        this.client = client;
        this.manager = S3TransferManager.builder().s3Client(client).build();
    }

    void file(String key, Path file) {
        manager.uploadFile(upload -> upload.source(file)
                        .putObjectRequest(request -> request.bucket(S3.BUCKET).key(key)))
                .completionFuture()
                .join();
    }

    void stream(String key, InputStream in) {
        client.putObject(
                        request -> request.bucket(S3.BUCKET).key(key),
                        AsyncRequestBody.fromInputStream(
                                body -> body.inputStream(in).contentLength(null).executor(readers)))
                .join();
    }

    static void put(S3Client client, String key, Path file) {
        client.putObject(request -> request.bucket(S3.BUCKET).key(key), RequestBody.fromFile(file));
    }
}

package bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StorageOptions;
import org.storedfile.storage.StorageType;
import org.storedfile.storage.s3.S3Type;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The clients of comparisons. Both sides use the same synchronous one, which is set up as the storage type {@code s3}
 * does it but for the number of connections and the times it waits; the asynchronous ones are those of the references.
 */
final class S3 {
    static final String BUCKET = "bench";
    static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "secret"));

    private S3() {}

    /** Opens a storage whose large files the CRT sends, with the clients that the storage type {@code s3} opens. */
    static Storage crtStorage(int port) throws IOException {
        Map<String, String> options = Map.of(
                "bucket", BUCKET,
                "endpoint", "http://127.0.0.1:" + port,
                "access-key", CREDENTIALS.resolveCredentials().accessKeyId(),
                "secret-key", CREDENTIALS.resolveCredentials().secretAccessKey(),
                "crt", "always",
                // As it is without an endpoint, with which each of these would be another.
                "checksum", "client",
                "checksum-mode", "when-supported",
                "chunked-encoding", "true",
                "legacy-md5", "false");
        StorageOptions read = new StorageOptions(option -> Optional.ofNullable(options.get(option)));
        StorageType.Factory factory = new S3Type().configure(read);
        if (!read.faults().isEmpty()) {
            throw new IllegalStateException(read.faults().toString());
        }
        return factory.create();
    }

    /** Opens what the SDK's documentation shows. */
    static S3AsyncClient crt(int port) {
        return S3AsyncClient.crtBuilder()
                .credentialsProvider(CREDENTIALS)
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .forcePathStyle(true)
                .minimumPartSizeInBytes(8L << 20)
                .build();
    }

    static S3AsyncClient netty(int port) {
        return S3AsyncClient.builder()
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder())
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .forcePathStyle(true)
                .multipartEnabled(true)
                .multipartConfiguration(
                        parts -> parts.minimumPartSizeInBytes(8L << 20).apiCallBufferSizeInBytes(24L << 20))
                .build();
    }

    static S3Client client(int port) {
        return client(port, 50);
    }

    static S3Client client(int port, int connections) {
        return S3Client.builder()
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(
                        Apache5HttpClient.builder().maxConnections(connections).socketTimeout(Duration.ofMinutes(5)))
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .forcePathStyle(true)
                .serviceConfiguration(service -> service.expectContinueEnabled(false))
                .build();
    }
}

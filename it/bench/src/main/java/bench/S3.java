package bench;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The client that both sides of a comparison use, set up as the storage type {@code s3} does it. */
final class S3 {
    static final String BUCKET = "bench";
    static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "secret"));

    private S3() {}

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

package org.storedfile.persistence.suite.run;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.storedfile.storage.Storage;
import org.storedfile.storage.s3.Relay;
import org.storedfile.storage.s3.S3Server;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** A bucket on a server behind a relay that breaks requests, and a look at it past the relay. */
public record FaultyBucket(S3Server server, Relay relay, S3Client client, S3Client direct) implements AutoCloseable {
    // S3Proxy lists the files that it is still writing, too, until it sees that a connection broke.
    private static final Pattern BEING_WRITTEN =
            Pattern.compile("-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$");

    /** Starts server and relay. */
    public static FaultyBucket open() {
        try {
            S3Server server = S3Server.start();
            Relay relay = new Relay(server.endpoint());
            return new FaultyBucket(
                    server,
                    relay,
                    impatient(relay.endpoint()),
                    client(server.endpoint()).build());
        } catch (Exception e) {
            // As the server declares it.
            throw new IllegalStateException("no bucket", e);
        }
    }

    /** Returns the storage whose requests go through the relay. */
    public Storage storage() {
        return S3Storage.builder(client, S3Server.BUCKET).partSize(5 << 20).build();
    }

    /** Returns the keys that are there, and those of unfinished uploads. */
    public List<String> objects() {
        return Stream.concat(
                        direct.listObjectsV2Paginator(request -> request.bucket(S3Server.BUCKET)).contents().stream()
                                .map(object -> object.key())
                                .filter(key -> !BEING_WRITTEN.matcher(key).find()),
                        direct
                                .listMultipartUploadsPaginator(request -> request.bucket(S3Server.BUCKET))
                                .uploads()
                                .stream()
                                .map(upload -> "unfinished " + upload.key()))
                .toList();
    }

    /** Returns the bytes of an object. */
    public byte[] bytes(String key) throws IOException {
        try (InputStream in =
                direct.getObject(request -> request.bucket(S3Server.BUCKET).key(key))) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        direct.close();
        relay.close();
        server.close();
    }

    // It tries again as often as it always does, but at once.
    private static S3Client impatient(URI endpoint) {
        return client(endpoint)
                .overrideConfiguration(options -> options.apiCallAttemptTimeout(Duration.ofSeconds(5))
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .backoffStrategy(BackoffStrategy.retryImmediately())
                                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                                .build()))
                .build();
    }

    private static S3ClientBuilder client(URI endpoint) {
        return S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)));
    }
}

package crash;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.storedfile.storage.Storage;
import org.storedfile.storage.filesystem.WatchedFolder;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Where a node keeps its files: {@code -Dcrash.place} is a folder, or the bucket {@code files} of a server. */
final class Place {
    private static final long PART_SIZE = 5 << 20;

    private Place() {}

    static Storage open() throws IOException {
        String place = System.getProperty("crash.place");
        return new WatchedStorage("", place.startsWith("http:") ? bucket(URI.create(place)) : folder(Path.of(place)));
    }

    static Storage attic(Path folder) throws IOException {
        return new WatchedStorage("attic:", folder(folder));
    }

    private static Storage folder(Path folder) throws IOException {
        return WatchedFolder.in(folder, Points::reached);
    }

    private static Storage bucket(URI server) {
        S3Client client = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(server)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .overrideConfiguration(options -> options.addExecutionInterceptor(new WatchedRequests()))
                .build();
        return S3Storage.builder(client, "files").partSize(PART_SIZE).build();
    }
}

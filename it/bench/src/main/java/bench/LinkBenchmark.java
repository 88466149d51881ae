package bench;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** One link, as {@link LinkTimes} has it measured. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LinkBenchmark {
    // Twice as many as a storage remembers, one after the other: a link that is asked for is never there.
    private static final int KEYS = 60_000;
    private static final int KNOWN = 20_000;
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final FileRef[] inBucket = new FileRef[KEYS];
    private final FileRef[] inFolder = new FileRef[KEYS];
    private final String[] keys = new String[KEYS];
    private S3Client client;
    private S3Presigner presigner;
    private StoredFiles.Registration registration;
    private int next;

    @Setup
    public void open() throws IOException {
        client = S3.client(1);
        presigner = S3Presigner.builder()
                .credentialsProvider(S3.CREDENTIALS)
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
        StoredFiles files = StoredFiles.builder()
                .storage("bucket", S3Storage.builder(client, S3.BUCKET).build())
                .storage("folder", folder())
                .build();
        registration = files.register();
        for (int i = 0; i < KEYS; i++) {
            keys[i] = "photos/2026/11/front_k3v9x0q" + i + ".png";
            inBucket[i] = files.existing("bucket", keys[i]);
            inFolder[i] = files.existing("folder", keys[i]);
        }
    }

    @TearDown
    public void close() {
        registration.close();
        presigner.close();
        client.close();
    }

    @Benchmark
    public URI bucket() {
        return inBucket[next++ % KEYS].url();
    }

    @Benchmark
    public URI bucketAgain() {
        return inBucket[next++ % KNOWN].url();
    }

    @Benchmark
    public URL presigner() {
        String key = keys[next++ % KEYS];
        return presigner
                .presignGetObject(request -> request.signatureDuration(Duration.ofHours(1))
                        .getObjectRequest(get -> get.bucket(S3.BUCKET).key(key)))
                .url();
    }

    @Benchmark
    public URI hmac() {
        return inFolder[next++ % KEYS].url();
    }

    private static FileSystemStorage folder() throws IOException {
        LinkSigner signer = LinkSigner.with(SECRET).scope("folder").build();
        return FileSystemStorage.builder(Path.of(System.getProperty("bench.folder")))
                .links(URI.create("https://example.org/files"), signer)
                .build();
    }
}

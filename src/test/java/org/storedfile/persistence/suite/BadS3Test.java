package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Storage;
import org.storedfile.storage.s3.S3Server;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** S3 that is set up wrongly: the flush fails with one clear error, and works once the setting is right. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BadS3Test {
    private static final String WRONG_SECRET = "a-secret-that-is-wrong";
    private static final S3Server SERVER = start();

    @RegisterExtension
    static final Unit UNIT = Unit.of(Stranger.class, Homeless.class, Castaway.class, Settled.class)
            .storage("stranger", () -> storage(SERVER.endpoint(), WRONG_SECRET, S3Server.BUCKET))
            .storage("homeless", () -> storage(SERVER.endpoint(), S3Server.SECRET_KEY, "no-such-bucket"))
            .storage("castaway", () -> storage(nowhere(), S3Server.SECRET_KEY, S3Server.BUCKET))
            .storage("settled", () -> storage(SERVER.endpoint(), S3Server.SECRET_KEY, S3Server.BUCKET));

    @AfterAll
    static void stop() throws IOException {
        SERVER.close();
    }

    @Test
    void wrong_credentials_are_an_error_that_names_them_and_keeps_the_secret() {
        Stranger entity = new Stranger();
        entity.scan = FileRef.of("scan.pdf", "pages");

        assertThatThrownBy(() -> UNIT.save(entity))
                .hasStackTraceContaining("StoredFileException: the file 'scan.pdf' of Stranger.scan could not be stored"
                        + " as 'stranger:scans/scan_")
                .hasStackTraceContaining("credentials")
                .satisfies(BadS3Test::assertNoSecret);

        assertNothing("Stranger");
        assertCanBeStoredElsewhere(entity.scan);
    }

    @Test
    void a_missing_bucket_is_an_error_that_names_it() {
        Homeless entity = new Homeless();
        entity.scan = FileRef.of("scan.pdf", "pages");

        assertThatThrownBy(() -> UNIT.save(entity))
                .hasStackTraceContaining("StoredFileException: the file 'scan.pdf' of Homeless.scan could not be stored"
                        + " as 'homeless:scans/scan_")
                .hasStackTraceContaining("no-such-bucket");

        assertNothing("Homeless");
        assertCanBeStoredElsewhere(entity.scan);
    }

    @Test
    void an_unreachable_endpoint_is_an_error_that_names_it() {
        Castaway entity = new Castaway();
        entity.scan = FileRef.of("scan.pdf", "pages");

        assertThatThrownBy(() -> UNIT.save(entity))
                .hasStackTraceContaining("StoredFileException: the file 'scan.pdf' of Castaway.scan could not be stored"
                        + " as 'castaway:scans/scan_")
                .hasStackTraceContaining("127.0.0.1");

        assertNothing("Castaway");
        assertCanBeStoredElsewhere(entity.scan);
    }

    private static void assertNothing(String table) {
        assertThat(UNIT.rows("select id from " + table)).isEmpty();
    }

    private static void assertCanBeStoredElsewhere(FileRef file) {
        assertThat(file.isStored()).isFalse();
        Settled settled = new Settled();
        settled.scan = file;

        UNIT.save(settled);

        assertThat(contents(settled.scan)).isEqualTo("pages");
        assertThat(UNIT.value("select scan from Settled where id = ?", settled.id))
                .hasValue("settled:" + settled.scan.key());
    }

    private static String contents(FileRef file) {
        try (var in = file.open()) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertNoSecret(Throwable error) {
        assertThat(error).hasStackTraceContaining("scan.pdf");
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain(WRONG_SECRET);
        }
    }

    private static Storage storage(URI endpoint, String secret, String bucket) {
        S3Client client = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder().connectionTimeout(Duration.ofSeconds(5)))
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(S3Server.ACCESS_KEY, secret)))
                .build();
        return S3Storage.builder(client, bucket).build();
    }

    private static S3Server start() {
        try {
            return S3Server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    // A port that was free a moment ago.
    private static URI nowhere() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    /** Goes where it is not known. */
    @Entity(name = "Stranger")
    public static class Stranger {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "stranger", uploadTo = "scans")
        FileRef scan;
    }

    /** Goes to a bucket that there is not. */
    @Entity(name = "Homeless")
    public static class Homeless {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "homeless", uploadTo = "scans")
        FileRef scan;
    }

    /** Goes where nobody listens. */
    @Entity(name = "Castaway")
    public static class Castaway {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "castaway", uploadTo = "scans")
        FileRef scan;
    }

    /** Goes where all is well. */
    @Entity(name = "Settled")
    public static class Settled {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "settled", uploadTo = "scans")
        FileRef scan;
    }
}

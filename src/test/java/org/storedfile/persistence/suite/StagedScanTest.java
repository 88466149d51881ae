package org.storedfile.persistence.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.FileRefusedException;
import org.storedfile.FileScanner;
import org.storedfile.StagedFiles;
import org.storedfile.StagedUpload;
import org.storedfile.StoredFiles;
import org.storedfile.UploadTo;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Content;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.UploadTerms;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.storage.s3.S3Server;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A scanner sees a staged file when the flush stores it, in a folder and in a bucket. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StagedScanTest {
    private static final String VIRUS = "a virus in it";

    private static S3Server server;
    private static S3Client client;

    private final Seeing scanner = new Seeing();

    @TempDir
    private Path folder;

    private Unit unit;

    @BeforeAll
    static void serve() throws Exception {
        server = S3Server.start();
        client = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
                .build();
    }

    @AfterAll
    static void stopServing() throws IOException {
        client.close();
        server.close();
    }

    @AfterEach
    void stop() {
        unit.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "bucket"})
    void not_when_it_is_staged_but_once_when_it_is_stored(String name) throws IOException {
        start(name);
        FileRef file = staged("pixels");
        assertThat(scanner.uploads).isEmpty();

        Album album = unit.save(new Album(file));

        assertThat(scanner.seen).hasToString("pixels");
        assertThat(scanner.uploads).containsExactly(new UploadTo.Upload(album, "cover", "front.png"));
        assertThat(album.cover.open()).hasContent("pixels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "bucket"})
    void what_it_refuses_stays_staged_and_is_no_attributes(String name) throws IOException {
        start(name);
        List<String> before = keys(name);
        FileRef file = staged(VIRUS);

        assertThatThrownBy(() -> unit.save(new Album(file)))
                .hasStackTraceContaining("the file 'front.png' of Album.cover could not be stored")
                .hasStackTraceContaining("FileRefusedException: found a virus");

        assertThat(keys(name)).hasSize(before.size() + 1);
        assertThat(keys(name)).filteredOn(key -> !before.contains(key)).allMatch(key -> key.startsWith("staged/"));
        assertThat(unit.rows("select id from Album")).isEmpty();
    }

    @Test
    void what_a_client_sent_by_itself_is_seen_when_it_is_stored_and_not_when_it_is_claimed() throws Exception {
        start("bucket");
        StagedFiles staged = StoredFiles.current().staged();
        StagedUpload upload = staged.put("front.png", terms(VIRUS.getBytes(UTF_8)));
        send(upload, VIRUS.getBytes(UTF_8));

        FileRef file = staged.claim(upload.ticket());
        assertThat(scanner.uploads).isEmpty();

        assertThatThrownBy(() -> unit.save(new Album(file))).hasStackTraceContaining("found a virus");
    }

    private void start(String name) {
        unit = Unit.of(Album.class)
                .storage("folder", () -> FileSystemStorage.in(folder))
                .storage("bucket", StagedScanTest::bucket)
                .files(files -> files.storageForNewFiles(name).scanner(scanner))
                .start();
    }

    private static Storage bucket() {
        return S3Storage.builder(client, S3Server.BUCKET).build();
    }

    private static FileRef staged(String text) throws IOException {
        return StoredFiles.current().staged().store("front.png", Content.of(text.getBytes(UTF_8)));
    }

    private static UploadTerms terms(byte[] bytes) throws Exception {
        byte[] checksum = MessageDigest.getInstance("SHA-256").digest(bytes);
        return new UploadTerms(
                bytes.length, "image/png", Optional.of(HexFormat.of().formatHex(checksum)), Duration.ofMinutes(5));
    }

    private static void send(StagedUpload upload, byte[] bytes) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(upload.request().address()).PUT(HttpRequest.BodyPublishers.ofByteArray(bytes));
        upload.request().headers().forEach(request::header);
        assertThat(HttpClient.newHttpClient()
                        .send(request.build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private static List<String> keys(String storage) throws IOException {
        try (Stream<StoredObject> objects =
                StoredFiles.current().storage(storage).list("")) {
            return objects.map(object -> object.key().value()).toList();
        }
    }

    /** Refuses a virus, and writes down what it sees. */
    private static final class Seeing implements FileScanner {
        private final List<UploadTo.Upload> uploads = new ArrayList<>();
        private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

        @Override
        public Scan begin(UploadTo.Upload upload) {
            uploads.add(upload);
            return new Scan() {
                @Override
                public void next(byte[] bytes, int offset, int length) {
                    seen.write(bytes, offset, length);
                }

                @Override
                public void finish() throws IOException {
                    if (seen.toString(UTF_8).contains("virus")) {
                        throw new FileRefusedException("found a virus");
                    }
                }

                @Override
                public void close() {}
            };
        }
    }
}

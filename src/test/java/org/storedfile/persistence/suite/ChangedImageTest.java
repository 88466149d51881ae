package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.image.TestImages;
import org.storedfile.persistence.suite.ImageTest.Picture;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Content;
import org.storedfile.storage.ForwardingStorage;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.storage.s3.S3Server;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Images on disk that are others when a storage gets them than when they were looked at and decoded. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChangedImageTest {
    private static final int PART = 5 << 20;
    // Larger than a part.
    private static final byte[] IMAGE = TestImages.encoded("bmp", 1500, 1200);

    private static S3Server server;
    private static S3Client client;

    @TempDir
    private Path folder;

    private Path file;
    private Unit unit;
    private Change change = () -> {};

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

    @BeforeEach
    void start() throws IOException {
        file = Files.write(folder.resolve("a.bmp"), IMAGE);
    }

    @AfterEach
    void stop() {
        unit.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "bucket"})
    void one_that_is_replaced_is_stored_as_it_was_looked_at(String storage) throws IOException {
        start(storage);
        change = () -> replace(other());

        Picture picture = unit.save(picture(FileRef.of(file)));

        try (InputStream in = picture.image.open()) {
            assertThat(in).hasBinaryContent(IMAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "bucket"})
    void one_that_is_written_to_is_refused_and_not_stored(String storage) throws IOException {
        start(storage);
        change = () -> Files.write(file, other());
        List<Key> before = keys(storage);

        assertThatThrownBy(() -> unit.save(picture(FileRef.of(file))))
                .hasStackTraceContaining("the file 'a.bmp' of Picture.image could not be stored as")
                .hasStackTraceContaining("is not what it was when it was looked at");

        assertThat(keys(storage)).isEqualTo(before);
    }

    @Test
    void a_temporary_one_that_is_replaced_is_copied_as_it_was_looked_at() throws IOException {
        start("folder");
        change = () -> replace(other());

        Picture picture = unit.save(picture(FileRef.ofTemporary("a.bmp", file)));

        assertThat(picture.image.path()).hasBinaryContent(IMAGE);
    }

    @Test
    void a_temporary_one_is_taken_over() throws IOException {
        start("folder");

        Picture picture = unit.save(picture(FileRef.ofTemporary("a.bmp", file)));

        assertThat(Files.isSameFile(picture.image.path(), file)).isTrue();
    }

    private void start(String name) {
        unit = Unit.of(Picture.class)
                .storage("folder", () -> new Changing(FileSystemStorage.in(folder.resolve("files"))))
                .storage(
                        "bucket",
                        () -> new Changing(S3Storage.builder(client, S3Server.BUCKET)
                                .partSize(PART)
                                .build()))
                .files(files -> files.storageForNewFiles(name))
                .start();
    }

    private static List<Key> keys(String storage) throws IOException {
        try (Stream<StoredObject> objects =
                StoredFiles.current().storage(storage).list("")) {
            return objects.map(StoredObject::key).toList();
        }
    }

    private static byte[] other() {
        byte[] other = IMAGE.clone();
        other[other.length / 2] ^= 1;
        return other;
    }

    private void replace(byte[] bytes) throws IOException {
        Path other = Files.write(folder.resolve("other"), bytes);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Picture picture(FileRef image) {
        Picture picture = new Picture();
        picture.image = image;
        return picture;
    }

    private interface Change {
        void run() throws IOException;
    }

    /** Has the file changed once it was decoded, before it is stored. */
    private final class Changing implements ForwardingStorage {
        private final Storage storage;

        Changing(Storage storage) {
            this.storage = storage;
        }

        @Override
        public Storage storage() {
            return storage;
        }

        @Override
        public StoredObject write(Key key, Content content) throws IOException {
            change.run();
            return storage.write(key, content);
        }

        @Override
        public <C> Optional<C> as(Class<C> capability) {
            return storage.as(capability);
        }
    }
}

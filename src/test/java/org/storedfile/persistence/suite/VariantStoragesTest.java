package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.FileRef;
import org.storedfile.Fit;
import org.storedfile.StoredFile;
import org.storedfile.StoredFiles;
import org.storedfile.StoredImage;
import org.storedfile.Variant;
import org.storedfile.image.TestImages;
import org.storedfile.persistence.suite.run.Unit;
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

/** Variants in a folder and in a bucket. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VariantStoragesTest {
    private static final S3Server SERVER = server();
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY));
    private static final S3Client CLIENT = S3Client.builder()
            .httpClientBuilder(Apache5HttpClient.builder())
            .endpointOverride(SERVER.endpoint())
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(CREDENTIALS)
            .build();

    @TempDir
    private static Path folder;

    @RegisterExtension
    static final Unit UNIT = Unit.of(Shot.class, Slide.class)
            .storage("folder", () -> FileSystemStorage.in(folder))
            .storage("bucket", () -> S3Storage.builder(CLIENT, S3Server.BUCKET).build());

    @AfterAll
    static void stop() throws IOException {
        CLIENT.close();
        SERVER.close();
    }

    @Test
    void in_a_folder_they_lie_beside_the_original_and_go_with_it() throws IOException {
        Shot shot = new Shot();
        shot.image = FileRef.of("a.jpg", TestImages.photo(400, 300, 6));
        UNIT.save(shot);
        assertThat(read(shot.image, "small")).isEqualTo(List.of(75, 100));
        assertThat(read(shot.image, "later")).isEqualTo(List.of(50, 50));
        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            assertThat(files).hasSize(3);
        }

        UNIT.commit(em -> em.remove(em.find(Shot.class, shot.id)));

        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void in_a_bucket_too() throws IOException {
        Slide slide = new Slide();
        slide.image = FileRef.of("a.jpg", TestImages.photo(400, 300, 6));
        UNIT.save(slide);
        assertThat(read(slide.image, "small")).isEqualTo(List.of(75, 100));
        assertThat(read(slide.image, "later")).isEqualTo(List.of(50, 50));
        Storage bucket = StoredFiles.current().storage("bucket");
        try (Stream<StoredObject> objects = bucket.list("")) {
            assertThat(objects).hasSize(3);
        }
        assertThat(bucket.find(org.storedfile.storage.Key.of(
                                slide.image.variant("small").key()))
                        .orElseThrow()
                        .contentType())
                .contains("image/jpeg");

        UNIT.commit(em -> em.remove(em.find(Slide.class, slide.id)));

        try (Stream<StoredObject> objects = bucket.list("")) {
            assertThat(objects).isEmpty();
        }
    }

    private static List<Integer> read(FileRef image, String variant) throws IOException {
        try (InputStream in = image.variant(variant).open()) {
            java.awt.image.BufferedImage decoded = TestImages.decoded(in.readAllBytes());
            return List.of(decoded.getWidth(), decoded.getHeight());
        }
    }

    private static S3Server server() {
        try {
            return S3Server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** In a folder. */
    @Entity(name = "Shot")
    public static class Shot {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "folder", uploadTo = "shots/{yyyy}")
        @StoredImage
        @Variant(name = "small", width = 100, height = 100)
        @Variant(name = "later", width = 50, height = 50, fit = Fit.COVER, lazy = true)
        FileRef image;
    }

    /** In a bucket. */
    @Entity(name = "Slide")
    public static class Slide {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "bucket", uploadTo = "slides/{yyyy}")
        @StoredImage
        @Variant(name = "small", width = 100, height = 100)
        @Variant(name = "later", width = 50, height = 50, fit = Fit.COVER, lazy = true)
        FileRef image;
    }
}

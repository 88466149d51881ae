package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.FileRef;
import org.storedfile.Fit;
import org.storedfile.StoredFile;
import org.storedfile.StoredFiles;
import org.storedfile.StoredImage;
import org.storedfile.Variant;
import org.storedfile.image.TestImages;
import org.storedfile.journal.Journal;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.maintenance.SweepOptions;
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
    static final Unit UNIT = Unit.of(Shot.class, Slide.class, Changed.class)
            .files(builder -> builder.exclusive("folder"))
            .storage("folder", () -> new Unlisted(FileSystemStorage.in(folder)))
            .storage("bucket", () -> S3Storage.builder(CLIENT, S3Server.BUCKET).build());

    @AfterAll
    static void stop() throws IOException {
        CLIENT.close();
        SERVER.close();
    }

    static Stream<Named<Supplier<Held>>> holders() {
        return Stream.of(Named.of("in a folder", Shot::new), Named.of("in a bucket", Slide::new));
    }

    @ParameterizedTest
    @MethodSource("holders")
    void they_lie_beside_the_original_and_go_with_it(Supplier<Held> made) throws IOException {
        Held held = saved(made);
        assertThat(read(held.image(), held + ".image.small")).isEqualTo(List.of(75, 100));
        assertThat(read(held.image(), held + ".image.later")).isEqualTo(List.of(50, 50));
        Storage storage = StoredFiles.current().storage(held.image().storage());
        assertThat(keys(storage))
                .containsExactlyInAnyOrder(
                        held.image().key(),
                        held.image().variant(held + ".image.small").key(),
                        held.image().variant(held + ".image.later").key());

        remove(held);

        assertThat(keys(storage)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("holders")
    void they_go_with_a_rollback(Supplier<Held> made) throws IOException {
        UNIT.rollback(em -> em.persist(with(made, TestImages.photo(400, 300, 6))));

        assertThat(keys(StoredFiles.current().storage("folder"))).isEmpty();
        assertThat(keys(StoredFiles.current().storage("bucket"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("holders")
    void requests_that_make_the_same_one_at_once_all_have_it(Supplier<Held> made) throws Exception {
        Held held = saved(made);
        CyclicBarrier start = new CyclicBarrier(4);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<Integer>>> requests = Stream.generate(() -> threads.submit(() -> {
                        start.await(20, TimeUnit.SECONDS);
                        return read(held.image(), held + ".image.later");
                    }))
                    .limit(4)
                    .toList();

            for (Future<List<Integer>> request : requests) {
                assertThat(request.get()).isEqualTo(List.of(50, 50));
            }
        } finally {
            threads.shutdown();
        }
        assertThat(keys(StoredFiles.current().storage(held.image().storage()))).hasSize(3);
        remove(held);
    }

    @ParameterizedTest
    @MethodSource("holders")
    void one_whose_declaration_changed_is_made_anew_and_the_old_one_goes_with_the_original(Supplier<Held> made)
            throws IOException {
        Held held = saved(made);
        Storage storage = StoredFiles.current().storage(held.image().storage());

        assertThat(read(held.image(), "Changed.image.small")).isEqualTo(List.of(60, 60));

        assertThat(held.image().variant("Changed.image.small").key())
                .isNotEqualTo(held.image().variant(held + ".image.small").key());
        assertThat(keys(storage)).hasSize(3);
        remove(held);
        assertThat(keys(storage)).isEmpty();
    }

    @Test
    void a_folder_is_not_read_for_those_that_go_and_an_outdated_one_that_nobody_declares_is_left_to_sweep()
            throws IOException {
        Held held = saved(Shot::new);
        Held other = saved(Shot::new);
        Storage storage = StoredFiles.current().storage("folder");
        Key outdated = Key.of(held.image().key() + "~gone.00000000.jpg");
        storage.write(outdated, Content.of(new byte[1]));
        Unlisted.isAllowed = false;
        try {
            remove(held);
        } finally {
            Unlisted.isAllowed = true;
        }

        assertThat(keys(storage))
                .containsExactlyInAnyOrder(
                        outdated.value(),
                        other.image().key(),
                        other.image().variant("Shot.image.small").key());
        sweep();
        assertThat(keys(storage)).hasSize(2);
        remove(other);
    }

    private static void sweep() {
        // What the journal tidies up after a commit has returned; until then it answers for the originals.
        Journal.of(StoredFiles.current()).forEach(Journal::status);
        FileMaintenance.builder(StoredFiles.current())
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofDays(3)))
                .build()
                .sweep(SweepOptions.of("folder").remove(), MaintenanceListener.SILENT);
    }

    @Test
    void an_object_in_a_bucket_has_the_media_type_of_its_variant() throws IOException {
        Held held = saved(Slide::new);

        assertThat(StoredFiles.current()
                        .storage("bucket")
                        .find(Key.of(held.image().variant("Slide.image.small").key()))
                        .orElseThrow()
                        .contentType())
                .contains("image/jpeg");
        remove(held);
    }

    private static Held saved(Supplier<? extends Held> made) {
        return UNIT.save(with(made, TestImages.photo(400, 300, 6)));
    }

    private static Held with(Supplier<? extends Held> made, byte[] bytes) {
        Held held = made.get();
        held.image(FileRef.of("a.jpg", bytes));
        return held;
    }

    private static void remove(Held held) {
        UNIT.commit(em -> em.remove(em.merge(held)));
    }

    private static List<String> keys(Storage storage) throws IOException {
        try (Stream<StoredObject> objects = storage.list("")) {
            return objects.map(object -> object.key().value()).toList();
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

    /** A folder that may refuse to be listed. */
    private record Unlisted(Storage storage) implements ForwardingStorage {
        private static volatile boolean isAllowed = true;

        @Override
        public Stream<StoredObject> list(String prefix) throws IOException {
            if (!isAllowed) {
                throw new IOException("the folder is not to be listed");
            }
            return storage.list(prefix);
        }

        @Override
        public <C> Optional<C> as(Class<C> capability) {
            return storage.as(capability);
        }
    }

    /** An entity with an image. */
    interface Held {
        FileRef image();

        void image(FileRef next);
    }

    /** In a folder. */
    @Entity(name = "Shot")
    public static class Shot implements Held {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "folder", uploadTo = "shots/{yyyy}")
        @StoredImage
        @Variant(name = "small", width = 100, height = 100)
        @Variant(name = "later", width = 50, height = 50, fit = Fit.COVER, lazy = true)
        FileRef image;

        @Override
        public FileRef image() {
            return image;
        }

        @Override
        public void image(FileRef next) {
            image = next;
        }

        @Override
        public String toString() {
            return "Shot";
        }
    }

    /** In a bucket. */
    @Entity(name = "Slide")
    public static class Slide implements Held {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "bucket", uploadTo = "slides/{yyyy}")
        @StoredImage
        @Variant(name = "small", width = 100, height = 100)
        @Variant(name = "later", width = 50, height = 50, fit = Fit.COVER, lazy = true)
        FileRef image;

        @Override
        public FileRef image() {
            return image;
        }

        @Override
        public void image(FileRef next) {
            image = next;
        }

        @Override
        public String toString() {
            return "Slide";
        }
    }

    /** As the others, once somebody changed what they declare. */
    @Entity(name = "Changed")
    public static class Changed {
        @Id
        @GeneratedValue
        Long id;

        @StoredImage
        @Variant(name = "small", width = 60, height = 60, fit = Fit.COVER)
        FileRef image;
    }
}

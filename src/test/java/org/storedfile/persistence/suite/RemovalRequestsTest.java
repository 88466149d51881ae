package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFile;
import org.storedfile.StoredImage;
import org.storedfile.Variant;
import org.storedfile.persistence.suite.run.Meeting;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.s3.Relay;
import org.storedfile.storage.s3.S3Server;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.services.s3.S3Client;

/** How many requests a commit makes that gives up many files, in a unit with variants. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RemovalRequestsTest {
    private static final int FILES = 1_000;
    private static final S3Server SERVER = server();
    private static final Relay RELAY = relay();
    private static final S3Client CLIENT = S3Server.client(RELAY.endpoint()).build();

    @RegisterExtension
    static final Unit UNIT = Unit.of(Leaflet.class, Poster.class, Plate.class)
            .storage(
                    "bucket",
                    () -> S3Storage.builder(CLIENT, S3Server.BUCKET)
                            .abortUnfinished(false)
                            .build())
            .storage("met", MeetingStorage::new)
            // No reaper that happens to remove the same meanwhile.
            .files(builder -> builder.journal(
                    JournalSettings.builder().interval(Duration.ZERO).build()));

    @AfterAll
    static void stop() throws IOException {
        CLIENT.close();
        RELAY.close();
        SERVER.close();
    }

    @Test
    void a_thousand_files_take_one_request() {
        insert("Leaflet", "bucket:leaflets/2026/11/prices_%012d.pdf", FILES);
        int before = RELAY.requests().size();

        removeAll(Leaflet.class);

        assertThat(RELAY.requests().stream().skip(before))
                .singleElement()
                .asString()
                .startsWith("POST ")
                .contains("?delete");
        assertThat(UNIT.rows("select id from Leaflet")).isEmpty();
    }

    @Test
    void those_named_like_images_take_one_more_for_their_variants_and_are_not_looked_up() {
        insert("Leaflet", "bucket:leaflets/2026/11/prices_%012d.png", FILES);
        int before = RELAY.requests().size();

        removeAll(Leaflet.class);

        assertThat(RELAY.requests().stream().skip(before))
                .hasSize(2)
                .allMatch(request -> request.startsWith("POST ") && request.contains("?delete"));
    }

    @Test
    void images_are_looked_up_side_by_side() {
        insert("Plate", "met:plates/front_%012d-800x600.png", 8);
        MeetingStorage.meeting = new Meeting(2);

        removeAll(Plate.class);

        assertThat(UNIT.rows("select id from Plate")).isEmpty();
        assertThat(MeetingStorage.LISTS).hasValue(8);
    }

    private static void insert(String table, String key, int files) {
        UNIT.commit(em -> {
            for (int number = 1; number <= files; number++) {
                em.createNativeQuery("insert into " + table + " (id, image) values (?, ?)")
                        .setParameter(1, (long) number)
                        .setParameter(2, String.format(key, number))
                        .executeUpdate();
            }
        });
    }

    private static void removeAll(Class<?> type) {
        UNIT.commit(em -> all(em, type).forEach(em::remove));
    }

    private static <T> List<T> all(EntityManager em, Class<T> type) {
        return em.createQuery("select e from " + type.getSimpleName() + " e", type)
                .getResultList();
    }

    private static S3Server server() {
        try {
            return S3Server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Relay relay() {
        try {
            return new Relay(SERVER.endpoint());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has nothing, and answers only when several ask at once. */
    private static final class MeetingStorage implements Storage {
        private static final AtomicInteger LISTS = new AtomicInteger();
        private static volatile Meeting meeting = new Meeting(0);

        @Override
        public StoredObject write(Key key, Content content) throws IOException {
            throw new IOException("keeps nothing");
        }

        @Override
        public InputStream read(Key key, ByteRange range) throws IOException {
            throw new IOException("has nothing");
        }

        @Override
        public Optional<StoredObject> find(Key key) {
            return Optional.empty();
        }

        @Override
        public void delete(Collection<Key> keys) {}

        @Override
        public Stream<StoredObject> list(String prefix) {
            LISTS.incrementAndGet();
            meeting.join();
            return Stream.empty();
        }
    }

    /** An entity with any file. */
    @Entity(name = "Leaflet")
    public static class Leaflet {
        @Id
        Long id;

        @StoredFile
        FileRef image;
    }

    /** One that declares a variant. */
    @Entity(name = "Poster")
    public static class Poster {
        @Id
        Long id;

        @StoredFile
        @StoredImage
        @Variant(name = "small", width = 100, height = 100)
        FileRef image;
    }

    /** One whose images may have variants that were declared once. */
    @Entity(name = "Plate")
    public static class Plate {
        @Id
        Long id;

        @StoredFile
        @StoredImage
        FileRef image;
    }
}

package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.FileLocation;
import org.storedfile.ImageVariant;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.storage.memory.MemoryStorage;

/** What the journal removes of images takes their variants along. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JournaledImagesTest {
    @TempDir
    static Path folder;

    private static final Interrupted SHOTS = new Interrupted();

    @RegisterExtension
    static final Unit UNIT = Unit.of(Shot.class)
            .files(files -> files.journal(ReapedNow.settings()))
            .storage("shots", () -> SHOTS.in(folder));

    private static ReapedNow reaper;

    @BeforeAll
    static void open() {
        reaper = new ReapedNow(UNIT.source());
    }

    @AfterAll
    static void stop() {
        reaper.close();
    }

    @BeforeEach
    void clear() throws Exception {
        UNIT.commit(em -> em.createQuery("select s from Shot s", Shot.class)
                .getResultList()
                .forEach(em::remove));
        reaper.run();
        assertThat(objects()).isEmpty();
    }

    @Test
    void those_of_a_replaced_image_go_at_its_commit() throws IOException {
        Shot shot = saved();

        Shot changed = UNIT.compute(em -> {
            Shot found = em.find(Shot.class, shot.id);
            found.image = Shot.image();
            return found;
        });

        assertThat(objects()).hasSize(2).allMatch(object -> object.startsWith(changed.image.key()));
    }

    @Test
    void those_of_a_removed_image_go_at_its_commit() throws IOException {
        Shot shot = saved();

        UNIT.commit(em -> em.remove(em.find(Shot.class, shot.id)));

        assertThat(objects()).isEmpty();
    }

    @Test
    void those_of_an_image_that_was_rolled_back_go_at_once() throws IOException {
        UNIT.rollback(em -> em.persist(Shot.taken()));

        assertThat(objects()).isEmpty();
    }

    @Test
    void those_of_an_image_that_is_kept_for_a_time_are_there_until_it_goes() throws Exception {
        Shot shot = withNegative();
        UNIT.commit(em -> em.find(Shot.class, shot.id).negative = null);
        shot.negative.variant("afterwards").open().close();
        assertThat(objects()).hasSize(3);

        reaper.run();

        assertThat(objects()).isEmpty();
    }

    @Test
    void those_of_an_image_that_is_kept_for_ever_stay_and_come_back_with_it() throws Exception {
        Shot shot = withNegative();
        shot.negative.variant("afterwards").open().close();
        UNIT.commit(em -> em.remove(em.find(Shot.class, shot.id)));
        assertThat(objects()).hasSize(3).allMatch(object -> object.startsWith(shot.negative.key()));

        Shot again = new Shot();
        again.negative = StoredFiles.current().existing("shots", shot.negative.key());
        UNIT.save(again);
        reaper.run();

        assertThat(objects()).hasSize(3);
        UNIT.commit(em -> em.find(Shot.class, again.id).negative = null);
        reaper.run();
        assertThat(objects()).isEmpty();
    }

    @Test
    void those_of_a_process_that_died_before_its_commit_go_with_its_intent() throws Exception {
        Shot shot = saved();
        execute("delete from Shot");
        Journal journal = Journal.of(StoredFiles.current()).get(0);
        journal.intend(Set.of(new FileLocation("shots", Key.of(shot.image.key()))), Duration.ofHours(1));

        reaper.run();

        assertThat(objects()).isEmpty();
    }

    @Test
    void those_of_a_process_that_died_after_its_commit_go_with_its_removal() throws Exception {
        Shot gone = saved();
        Shot stays = saved();
        execute("delete from Shot where id = " + gone.id);
        execute("insert into stored_file_journal (object_key, storage, application, state, created_at, due_at)"
                + " values ('" + gone.image.key() + "', 'shots', '', 'removal', 0, 0)");

        reaper.run();

        assertThat(objects()).hasSize(3).allMatch(object -> object.startsWith(stays.image.key()));
        assertThat(UNIT.rows("select object_key from stored_file_journal where state <> 'marker'"))
                .isEmpty();
    }

    @Test
    void what_dead_processes_left_of_a_variant_keeps_nobody_from_making_it() throws Exception {
        Shot shot = UNIT.save(Shot.taken());
        ImageVariant variant = shot.image.variant("afterwards");
        Journal journal = Journal.of(StoredFiles.current()).get(0);
        Path place = folder.resolve(variant.key());
        for (int number = 0; number < 16; number++) {
            journal.goesWithOriginal(new FileLocation("shots", Key.of(variant.key())));
            Files.createFile(
                    place.resolveSibling("." + place.getFileName() + ".partial" + (number == 0 ? "" : "-" + number)));
        }
        assertThatThrownBy(variant::open).isInstanceOf(IOException.class).hasMessageContaining("16 writers");

        reaper.run();

        assertThat(objects()).hasSize(2);
        variant.open().close();
        reaper.run();
        assertThat(objects()).hasSize(3).contains(variant.key());
    }

    @Test
    void whoever_is_still_making_a_variant_that_is_taken_for_dead_makes_it_all_the_same() throws Exception {
        Shot shot = UNIT.save(Shot.taken());
        ImageVariant variant = shot.image.variant("afterwards");
        SHOTS.onceWritten(reaper::run);

        try (InputStream made = variant.open()) {
            assertThat(made.readAllBytes()).isNotEmpty();
        }

        reaper.run();
        assertThat(objects()).hasSize(3).contains(variant.key());
    }

    @Test
    void one_that_is_made_while_a_reaper_looks_at_what_a_dead_maker_left_stays() throws Exception {
        Shot shot = UNIT.save(Shot.taken());
        ImageVariant variant = shot.image.variant("afterwards");
        Journal journal = Journal.of(StoredFiles.current()).get(0);
        journal.goesWithOriginal(new FileLocation("shots", Key.of(variant.key())));
        SHOTS.onceFound(() -> variant.open().close());

        reaper.run();

        assertThat(objects()).hasSize(3).contains(variant.key());
        try (InputStream made = variant.open()) {
            assertThat(made.readAllBytes()).isNotEmpty();
        }
    }

    private static Shot withNegative() throws IOException {
        Shot shot = new Shot();
        shot.negative = Shot.image();
        UNIT.save(shot);
        assertThat(objects()).hasSize(2);
        return shot;
    }

    /** Returns one with both of its variants. */
    private static Shot saved() throws IOException {
        Shot shot = UNIT.save(Shot.taken());
        shot.image.variant("afterwards").open().close();
        assertThat(objects())
                .filteredOn(object -> object.startsWith(shot.image.key()))
                .hasSize(3);
        return shot;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = UNIT.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> objects() throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }

    /** A folder in which something may happen once: between the last byte of a file and its name, or after a look. */
    private static final class Interrupted implements Storage {
        private Storage storage = new MemoryStorage();
        private Incident incident = () -> {};
        private Incident afterLook = () -> {};

        Storage in(Path root) throws IOException {
            storage = FileSystemStorage.in(root);
            return this;
        }

        void onceWritten(Incident happens) {
            incident = happens;
        }

        void onceFound(Incident happens) {
            afterLook = happens;
        }

        @Override
        public StoredObject write(Key key, Content content) throws IOException {
            Incident happens = incident;
            incident = () -> {};
            return storage.write(key, happens.after(content));
        }

        @Override
        public InputStream read(Key key, ByteRange range) throws IOException {
            return storage.read(key, range);
        }

        @Override
        public Optional<StoredObject> find(Key key) throws IOException {
            Optional<StoredObject> found = storage.find(key);
            Incident happens = afterLook;
            afterLook = () -> {};
            happens.told();
            return found;
        }

        @Override
        public void delete(Collection<Key> keys) throws IOException {
            storage.delete(keys);
        }

        @Override
        public Stream<StoredObject> list(String prefix) throws IOException {
            return storage.list(prefix);
        }

        @Override
        public <C> Optional<C> as(Class<C> capability) {
            return storage.as(capability);
        }
    }

    private interface Incident {
        void happen() throws SQLException, IOException;

        default void told() throws IOException {
            try {
                happen();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }

        default Content after(Content content) {
            return new Content() {
                @Override
                public InputStream open() throws IOException {
                    return new FilterInputStream(content.open()) {
                        @Override
                        public void close() throws IOException {
                            super.close();
                            told();
                        }
                    };
                }

                @Override
                public OptionalLong length() {
                    return content.length();
                }

                @Override
                public boolean isRepeatable() {
                    return content.isRepeatable();
                }
            };
        }
    }
}

package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
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
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Key;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** What the journal removes of images takes their variants along. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JournaledImagesTest {
    @TempDir
    static Path folder;

    @RegisterExtension
    static final Unit UNIT = Unit.of(Shot.class)
            .files(files -> files.journal(ReapedNow.settings()))
            .storage("shots", () -> FileSystemStorage.builder(folder).build());

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
}

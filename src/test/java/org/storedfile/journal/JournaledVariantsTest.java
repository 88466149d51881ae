package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.FileLocation;
import org.storedfile.ImageVariant;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.run.RecordingStorage;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Key;

/** Variants that are made later, by processes that may die meanwhile. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JournaledVariantsTest {
    private final RecordingStorage shots = new RecordingStorage();
    private final Unit unit = Unit.of(Shot.class)
            .files(files -> files.journal(ReapedNow.settings()))
            .storage("shots", () -> shots);

    private Shot shot;
    private ImageVariant variant;

    @BeforeEach
    void start() {
        shot = unit.start().save(Shot.taken());
        variant = shot.image.variant("afterwards");
    }

    @AfterEach
    void stop() {
        unit.close();
    }

    @Test
    void one_whose_original_goes_before_its_maker_dies_does_not_stay() throws Exception {
        assertThatThrownBy(() -> dieLooking(this::removeShot)).isInstanceOf(DeathError.class);
        assertThat(shots.keys()).containsExactly(variant.key());

        reap();

        assertThat(shots.keys()).isEmpty();
        assertThat(rows()).isEmpty();
    }

    @Test
    void one_that_is_there_only_after_a_reaper_has_looked_does_not_stay() throws Exception {
        assertThatThrownBy(() -> dieLooking(() -> {
                    removeShot();
                    makeDue();
                    assertThat(journal().reap()).isEqualTo(1);
                }))
                .isInstanceOf(DeathError.class);
        assertThat(shots.keys()).containsExactly(variant.key());

        reap();

        assertThat(shots.keys()).isEmpty();
    }

    @Test
    void one_whose_original_is_there_stays_when_its_maker_dies() throws Exception {
        assertThatThrownBy(() -> dieLooking(() -> {})).isInstanceOf(DeathError.class);

        reap();

        assertThat(shots.keys()).hasSize(3).contains(variant.key());
        assertThat(rows()).isEmpty();
    }

    // Its storage cannot tell it from what a maker that is at work is about to publish.
    @Test
    void one_whose_original_is_there_is_left_alone_though_it_is_not_there() throws Exception {
        Runnable unused = journal().goesWithOriginal(new FileLocation("shots", Key.of(variant.key())));

        reap();

        assertThat(shots.calls("delete")).isEmpty();
        assertThat(rows()).isEmpty();
    }

    @Test
    void one_that_cannot_be_written_is_left_to_a_reaper() throws Exception {
        shots.forgetCalls();
        shots.failOn(call -> call.startsWith("write "));

        assertThatThrownBy(variant::open).hasMessageContaining(variant.key());

        assertThat(shots.calls("write")).hasSize(2);
        assertThat(rows()).hasSize(1);
    }

    @Test
    void the_journal_has_no_row_of_one_that_is_made() throws Exception {
        variant.open().close();

        // The clerk does one thing after the other.
        assertThat(journal().status().rows()).isEmpty();
    }

    @Test
    void none_is_stored_that_the_journal_does_not_know() throws Exception {
        execute("drop table stored_file_journal");

        assertThatThrownBy(variant::open)
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("the journal could not be written");

        assertThat(shots.keys()).hasSize(2).doesNotContain(variant.key());
    }

    /** Makes the variant in a process that dies when it has stored it and looks for the original. */
    private void dieLooking(Runnable beforeItIsThere) throws Exception {
        shots.onceRead(() -> {
            beforeItIsThere.run();
            shots.failOn(call -> {
                shots.failOn(any -> false);
                throw new DeathError();
            });
        });
        variant.open().close();
    }

    private void removeShot() {
        unit.commit(em -> em.remove(em.find(Shot.class, shot.id)));
    }

    private void reap() throws Exception {
        try (ReapedNow reaper = new ReapedNow(unit.source())) {
            reaper.run();
        }
    }

    private void makeDue() {
        try (Connection connection = unit.source().getConnection()) {
            DueNow.commit(connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = unit.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows() {
        return unit.rows("select object_key from stored_file_journal where state <> 'marker'");
    }

    private static Journal journal() {
        return Journal.of(StoredFiles.current()).get(0);
    }

    /** The end of a process, as far as a test can have one. */
    private static final class DeathError extends Error {
        private static final long serialVersionUID = 1;
    }
}

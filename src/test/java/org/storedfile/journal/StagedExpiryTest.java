package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.StagedFiles;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Content;

/** Staged files go by themselves where the journal is on. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StagedExpiryTest {
    private final Unit unit = Unit.of(Album.class).files(files -> files.journal(ReapedNow.settings()));

    @BeforeEach
    void start() {
        var unused = unit.start();
    }

    @AfterEach
    void stop() {
        unit.close();
    }

    @Test
    void what_nobody_took_is_removed_once_its_lifetime_has_passed() throws Exception {
        stage(StoredFiles.current().staged().lasting(Duration.ZERO));
        stage(StoredFiles.current().staged());

        Journal.of(StoredFiles.current()).get(0).reap();

        assertThat(unit.storage().keys()).singleElement().asString().startsWith(StagedFiles.FOLDER);
        assertThat(unit.rows("select object_key from stored_file_journal where state = 'intent'"))
                .containsExactlyElementsOf(unit.storage().keys());
    }

    @Test
    void what_a_row_was_made_of_is_removed_and_the_rows_file_stays() throws Exception {
        Album album = unit.save(new Album(stage(StoredFiles.current().staged())));
        assertThat(unit.storage().keys()).hasSize(2);

        try (ReapedNow reaper = new ReapedNow(unit.source())) {
            reaper.run();
        }

        assertThat(unit.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void nothing_is_staged_that_the_journal_does_not_know() throws Exception {
        try (Connection connection = unit.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table stored_file_journal");
        }

        assertThatThrownBy(() -> stage(StoredFiles.current().staged()))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("the journal could not be written");

        assertThat(unit.storage().keys()).isEmpty();
    }

    @Test
    void what_was_staged_while_no_unit_was_there_is_removed_by_the_next() throws Exception {
        unit.factory().close();
        stage(StoredFiles.current().staged().lasting(Duration.ZERO));

        try (Unit next = Unit.of(Album.class).beside(unit).start()) {
            next.save(new Album());
            Journal.of(StoredFiles.current()).get(0).reap();
        }

        assertThat(unit.storage().keys()).isEmpty();
    }

    @Test
    void when_the_journal_is_closed_files_are_staged_without_it() throws Exception {
        unit.factory().close();

        stage(StoredFiles.current().staged());

        assertThat(unit.storage().keys()).hasSize(1);
    }

    private static FileRef stage(StagedFiles staged) throws Exception {
        return staged.store("front.png", Content.of(new byte[] {1, 2, 3}));
    }
}

package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;

/** An upload that failed, and that its storage completes all the same. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FailedUploadTest {
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
    void what_comes_after_the_rollback_is_removed_as_well() throws Exception {
        unit.storage().failOn(call -> call.startsWith("write"));
        assertThatThrownBy(() -> unit.save(new Album(FileRef.of("front.png", "pixels"))))
                .hasStackTraceContaining("could not be stored");
        unit.storage().failOn(call -> false);
        assertThat(unit.rows("select object_key from stored_file_journal where state = 'reaped'"))
                .singleElement()
                .satisfies(key -> unit.storage().put(key, "late"));

        try (ReapedNow reaper = new ReapedNow(unit.source())) {
            reaper.run();
        }

        assertThat(unit.storage().keys()).isEmpty();
    }
}

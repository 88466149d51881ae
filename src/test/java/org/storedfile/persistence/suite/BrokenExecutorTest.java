package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;

/** An executor of the application that throws what nobody expects. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BrokenExecutorTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class)
            .files(builder -> builder.uploadExecutor(task -> {
                throw new OutOfMemoryError("unable to create native thread");
            }));

    @Test
    void a_flush_stores_its_files_itself_and_waits_for_nobody() {
        UNIT.commit(em -> {
            em.persist(new Album(FileRef.of("a.png", "a")));
            em.persist(new Album(FileRef.of("b.png", "b")));
        });

        assertThat(UNIT.storage().keys()).hasSize(2);
    }
}

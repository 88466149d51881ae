package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;

/** Hibernate as the specification has it: a session that is closed cannot be closed again. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClosedSessionTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class).jta().with("hibernate.jpa.compliance.closed", "true");

    @Test
    void a_removed_file_goes() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "pixels")));

        UNIT.commit(em -> em.remove(em.find(Album.class, album.id)));

        assertThat(UNIT.storage().keys()).isEmpty();
    }
}

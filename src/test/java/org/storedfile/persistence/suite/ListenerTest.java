package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Listened;
import org.storedfile.persistence.suite.run.Unit;

/** The plain listener on an entity of Hibernate does nothing: in this resource-local unit it would refuse all files. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ListenerTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Listened.class);

    @Test
    void a_file_is_stored_at_flush_and_not_when_it_is_persisted() {
        Listened saved = new Listened(FileRef.of("a.txt", "hello"));

        UNIT.commit(em -> {
            em.persist(saved);
            assertThat(UNIT.storage().calls()).isEmpty();
        });

        assertThat(UNIT.storage().calls()).containsExactly("write " + saved.file.key());
        assertThat(UNIT.value("select size from Listened where id = ?", saved.id))
                .contains("5");
    }

    @Test
    void a_file_is_replaced() {
        Listened saved = UNIT.save(new Listened(FileRef.of("a.txt", "hello")));
        FileRef next = FileRef.of("b.txt", "other!");

        UNIT.commit(em -> em.find(Listened.class, saved.id).file = next);

        assertThat(UNIT.storage().keys()).containsExactly(next.key());
        assertThat(UNIT.value("select size from Listened where id = ?", saved.id))
                .contains("6");
    }

    @Test
    void a_file_goes_once_with_its_row() {
        Listened saved = UNIT.save(new Listened(FileRef.of("a.txt", "hello")));

        UNIT.commit(em -> em.remove(em.find(Listened.class, saved.id)));

        assertThat(UNIT.storage().calls("delete")).containsExactly("delete " + saved.file.key());
        assertThat(UNIT.storage().calls("find")).isEmpty();
    }

    @Test
    void a_rollback_leaves_nothing() {
        UNIT.rollback(em -> em.persist(new Listened(FileRef.of("a.txt", "hello"))));

        assertThat(UNIT.storage().keys()).isEmpty();
    }
}

package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Attachment;
import org.storedfile.persistence.suite.model.Enhanced;
import org.storedfile.persistence.suite.model.EnhancedView;
import org.storedfile.persistence.suite.run.EnhancingLoader;
import org.storedfile.persistence.suite.run.MayBeRefused;
import org.storedfile.persistence.suite.run.Refusal;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** Entities that Hibernate enhanced: they track changes themselves and load a file attribute lazily. */
// The enhancer is Hibernate's; in the matrix the suite runs woven, which is that of EclipseLink.
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class EnhancedTest {
    private static final EnhancingLoader LOADER =
            new EnhancingLoader(Enhanced.class.getName(), Attachment.class.getName());

    @RegisterExtension
    static final Unit UNIT = Unit.of(Enhanced.class, Attachment.class).loader(LOADER);

    @Test
    void the_entity_is_enhanced() {
        assertThat(newEntity().getClass().getInterfaces())
                .extracting(Class::getSimpleName)
                .contains("ManagedEntity", "SelfDirtinessTracker", "PersistentAttributeInterceptable");
    }

    @Test
    void an_insert_is_one_statement_with_key_and_siblings() {
        EnhancedView entity = newEntity();
        entity.setFile(FileRef.of("front.png", "pixels"));
        UNIT.save(entity);

        assertThat(row(entity)).isEqualTo(entity.getFile().key() + "|6|front.png");
        assertThat(UNIT.sql().all("update")).isEmpty();
    }

    @Test
    void changing_only_the_file_is_saved_with_its_siblings() {
        EnhancedView entity = UNIT.save(newEntity());
        FileRef file = FileRef.of("front.png", "pixels");
        UNIT.sql().clear();

        UNIT.commit(em -> find(em, entity).setFile(file));

        assertThat(row(entity)).isEqualTo(file.key() + "|6|front.png");
        assertThat(UNIT.sql().all("update")).hasSize(1);
    }

    @Test
    void a_replaced_file_goes_and_a_cleared_one_clears_its_siblings() {
        EnhancedView entity = newEntity();
        entity.setFile(FileRef.of("old.png", "old"));
        UNIT.save(entity);
        FileRef fresh = FileRef.of("fresh.png", "fresh");

        UNIT.commit(em -> find(em, entity).setFile(fresh));
        assertThat(UNIT.storage().keys()).containsExactly(fresh.key());

        UNIT.commit(em -> find(em, entity).setFile(null));
        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(UNIT.value("select bytes from Enhanced where file is null and id = ?", entity.getId()))
                .isEmpty();
    }

    @Test
    void a_clean_flush_writes_nothing() {
        EnhancedView entity = newEntity();
        entity.setFile(FileRef.of("front.png", "pixels"));
        UNIT.commit(em -> {
            em.persist(entity);
            em.flush();
            em.flush();
        });
        UNIT.commit(em -> find(em, entity).getFile());

        assertThat(UNIT.sql().all("update")).isEmpty();
        assertThat(UNIT.storage().calls()).hasSize(1);
    }

    @Test
    void an_embeddable_gets_a_file() {
        EnhancedView entity = UNIT.save(newEntity());
        FileRef file = FileRef.of("attached.png", "pixels");

        UNIT.commit(em -> find(em, entity).setAttached(file));

        assertThat(UNIT.storage().keys()).containsExactly(file.key()).allMatch(key -> key.startsWith("attachments/"));
    }

    @Test
    void a_lazy_file_is_not_loaded_with_its_entity_and_survives_other_changes() {
        EnhancedView entity = newEntity();
        entity.setLazy(FileRef.of("lazy.png", "pixels"));
        UNIT.save(entity);
        UNIT.sql().clear();

        UNIT.commit(em -> find(em, entity).setTitle("changed"));

        assertThat(UNIT.sql().all("select")).hasSize(1).noneMatch(sql -> sql.contains("lazy"));
        assertThat(UNIT.value("select lazy from Enhanced where id = ?", entity.getId()))
                .hasValue(entity.getLazy().key());
        assertThat(UNIT.storage().keys()).containsExactly(entity.getLazy().key());
    }

    @Test
    void a_lazy_file_that_was_fetched_is_replaced() {
        EnhancedView entity = newEntity();
        entity.setLazy(FileRef.of("lazy.png", "pixels"));
        UNIT.save(entity);
        FileRef fresh = FileRef.of("fresh.png", "fresh");

        UNIT.commit(em -> {
            EnhancedView loaded = find(em, entity);
            assertThat(loaded.getLazy()).isEqualTo(entity.getLazy());
            loaded.setLazy(fresh);
        });

        assertThat(UNIT.value("select lazy from Enhanced where id = ?", entity.getId()))
                .hasValue(fresh.key());
        assertThat(UNIT.storage().keys()).containsExactly(fresh.key());
    }

    @Test
    void a_lazy_file_that_was_not_fetched_is_replaced_and_the_row_has_its_object() {
        EnhancedView entity = newEntity();
        entity.setLazy(FileRef.of("lazy.png", "pixels"));
        UNIT.save(entity);
        FileRef fresh = FileRef.of("fresh.png", "fresh");

        UNIT.commit(em -> find(em, entity).setLazy(fresh));

        assertThat(UNIT.value("select lazy from Enhanced where id = ?", entity.getId()))
                .hasValue(fresh.key());
        assertThat(UNIT.storage().keys()).as("the old key is read from the row").containsExactly(fresh.key());
    }

    @Test
    void an_entity_with_a_lazy_file_that_was_not_fetched_can_be_removed() {
        EnhancedView entity = newEntity();
        entity.setFile(FileRef.of("file.png", "pixels"));
        entity.setLazy(FileRef.of("lazy.png", "pixels"));
        UNIT.save(entity);

        UNIT.commit(em -> em.remove(find(em, entity)));

        assertThat(UNIT.storage().keys()).as("the keys are read from the row").isEmpty();
        assertThat(UNIT.rows("select id from Enhanced where id = ?", entity.getId()))
                .isEmpty();
    }

    @Test
    void a_detached_entity_merges_its_new_file() {
        EnhancedView entity = newEntity();
        entity.setFile(FileRef.of("old.png", "old"));
        UNIT.save(entity);
        entity.setFile(FileRef.of("new.png", "new"));

        UNIT.commit(em -> em.merge(entity));

        assertThat(row(entity)).isEqualTo(entity.getFile().key() + "|3|new.png");
        assertThat(UNIT.storage().keys()).containsExactly(entity.getFile().key());
    }

    // Hibernate writes what was set, be it what was loaded; and it has no version.
    @Test
    @MayBeRefused
    void a_file_that_was_set_back_does_not_bring_a_removed_key_back() {
        EnhancedView entity = newEntity();
        entity.setFile(FileRef.of("old.png", "old"));
        UNIT.save(entity);
        FileRef fresh = FileRef.of("fresh.png", "fresh");

        try (Work slow = UNIT.begin()) {
            EnhancedView stale = find(slow.em(), entity);
            UNIT.commit(em -> find(em, entity).setFile(fresh));
            FileRef loaded = stale.getFile();
            stale.setFile(null);
            stale.setFile(loaded);
            assertThatThrownBy(slow::commit)
                    .satisfiesAnyOf(
                            Refusal::require,
                            thrown -> assertThat(thrown).hasStackTraceContaining("removed meanwhile"));
        }

        assertThat(row(entity)).startsWith(fresh.key());
        assertThat(UNIT.storage().keys()).containsExactly(fresh.key());
    }

    @Test
    void a_rollback_leaves_nothing() {
        EnhancedView entity = UNIT.save(newEntity());
        FileRef file = FileRef.of("front.png", "pixels");

        UNIT.rollback(em -> find(em, entity).setFile(file));

        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(file.isStored()).isFalse();
        assertThat(UNIT.rows("select id from Enhanced where file is not null and id = ?", entity.getId()))
                .isEqualTo(List.of());
    }

    private static EnhancedView newEntity() {
        try {
            return (EnhancedView) LOADER.loadClass(Enhanced.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EnhancedView find(EntityManager em, EnhancedView entity) {
        return em.find(entity.getClass(), entity.getId());
    }

    private static String row(EnhancedView entity) {
        return UNIT.value("select concat_ws('|', file, bytes, originalName) from Enhanced where id = ?", entity.getId())
                .orElseThrow();
    }
}

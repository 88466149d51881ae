package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.EnhancedShelf;
import org.storedfile.persistence.suite.model.EnhancedShelfView;
import org.storedfile.persistence.suite.run.EnhancingLoader;
import org.storedfile.persistence.suite.run.Unit;

/** Element collections of an entity that Hibernate enhanced, where one is in a lazy group of its own. */
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class EnhancedCollectionTest {
    private static final EnhancingLoader LOADER = new EnhancingLoader(EnhancedShelf.class.getName());

    @RegisterExtension
    static final Unit UNIT = Unit.of(EnhancedShelf.class).loader(LOADER);

    private final FileRef page = FileRef.of("page.txt", "page");
    private final FileRef rare = FileRef.of("rare.txt", "rare");
    private EnhancedShelfView shelf;

    @BeforeEach
    void save() throws ReflectiveOperationException {
        shelf = (EnhancedShelfView) LOADER.loadClass(EnhancedShelf.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        shelf.getPages().add(page);
        shelf.getRare().add(rare);
        UNIT.save(shelf);
        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(page.key(), rare.key());
    }

    @Test
    void other_changes_leave_what_was_not_fetched() {
        UNIT.commit(em -> find(em).setTitle("changed"));

        UNIT.commit(em -> assertThat(find(em).getTitle()).isEqualTo("changed"));
        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(page.key(), rare.key());
    }

    @Test
    void what_was_not_fetched_goes_with_its_row() {
        UNIT.commit(em -> em.remove(find(em)));

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void what_was_not_fetched_goes_with_its_row_by_reference() {
        UNIT.commit(em -> em.remove(em.getReference(shelf.getClass(), shelf.getId())));

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_file_is_added_to_what_was_not_fetched() {
        FileRef added = FileRef.of("added.txt", "added");

        UNIT.commit(em -> find(em).getRare().add(added));

        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(page.key(), rare.key(), added.key());
    }

    @Test
    void what_was_not_fetched_is_replaced_as_a_whole() {
        FileRef added = FileRef.of("added.txt", "added");

        UNIT.commit(em -> find(em).setRare(new HashSet<>(Set.of(added))));

        assertThat(UNIT.rows("select rare from EnhancedShelf_rare where EnhancedShelf_id = ?", shelf.getId()))
                .hasSize(1);
        assertThat(UNIT.storage().keys()).containsExactlyInAnyOrder(page.key(), added.key());
    }

    private EnhancedShelfView find(EntityManager em) {
        return em.find(shelf.getClass(), shelf.getId());
    }
}

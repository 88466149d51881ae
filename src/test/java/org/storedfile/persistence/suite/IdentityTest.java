package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.lang.ref.WeakReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Invoice;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** Rows whose insert makes their identifier, and files that such a row gives up in the same transaction. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class IdentityTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Invoice.class).with("hibernate.use_identifier_rollback", "true");

    @Test
    void a_file_is_replaced_after_its_entity_was_collected() {
        FileRef fresh = FileRef.of("new.pdf", "new");

        afterCollected((em, id) -> em.find(Invoice.class, id).scan = fresh);

        assertThat(UNIT.archive().keys()).containsExactly(fresh.key());
    }

    @Test
    void a_row_is_removed_after_its_entity_was_collected() {
        afterCollected((em, id) -> em.remove(em.find(Invoice.class, id)));

        assertThat(UNIT.archive().keys()).isEmpty();
    }

    @Test
    void a_row_is_removed_whose_entity_is_without_its_identifier_then() {
        UNIT.commit(em -> {
            Invoice invoice = new Invoice(FileRef.of("scan.pdf", "scan"));
            em.persist(invoice);
            em.flush();
            em.remove(invoice);
        });

        assertThat(UNIT.archive().keys()).isEmpty();
    }

    private static void afterCollected(BiConsumer<EntityManager, Long> change) {
        try (Work work = UNIT.begin()) {
            WeakReference<Invoice> invoice = flushedAndCleared(work.em());
            Long id = work.em()
                    .createQuery("select max(i.id) from Invoice i", Long.class)
                    .getSingleResult();
            while (invoice.get() != null) {
                System.gc();
            }
            change.accept(work.em(), id);
            work.commit();
        }
    }

    private static WeakReference<Invoice> flushedAndCleared(EntityManager em) {
        Invoice invoice = new Invoice(FileRef.of("scan.pdf", "scan"));
        em.persist(invoice);
        em.flush();
        em.clear();
        return new WeakReference<>(invoice);
    }
}

package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.model.Contract;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** A row that gave up a file is read before the commit; what if that cannot be done. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnreadRowTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class, Contract.class, Contract.Annex.class, Contract.Seal.class);

    @Test
    void a_transaction_that_may_have_ended_in_the_database_is_not_committed() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));

        try (Work work = UNIT.begin()) {
            work.em().find(Album.class, album.id).cover = FileRef.of("new.png", "new");
            work.em().flush();
            UNIT.sql().refuse(sql -> sql.startsWith("select"));

            assertThatThrownBy(work::commit)
                    .hasStackTraceContaining("Album#" + album.id + ".cover, which gave up 'default:" + album.cover.key()
                            + "', could not")
                    .hasStackTraceContaining("is to be rolled back: a deadlock");
        } finally {
            UNIT.sql().refuse(sql -> false);
        }

        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(album.cover.key());
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void what_a_statement_gave_to_a_row_that_cannot_be_read_is_kept() {
        Contract contract = new Contract();
        contract.draft = FileRef.of("draft.txt", "draft");
        contract.pages.addAll(List.of(FileRef.of("one.png", "one"), FileRef.of("two.png", "two")));
        UNIT.save(contract);

        UNIT.commit(em -> {
            Contract found = em.find(Contract.class, contract.id);
            found.draft = null;
            found.pages.set(1, FileRef.of("new.png", "new"));
            em.flush();
            em.createNativeQuery("update Contract_pages set pages = '../etc/passwd' where pages <> ?")
                    .setParameter(1, contract.pages.get(0).key())
                    .executeUpdate();
            em.createNativeQuery("update Contract_pages set pages = ? where pages <> '../etc/passwd'")
                    .setParameter(1, contract.draft.key())
                    .executeUpdate();
        });

        assertThat(UNIT.storage().keys()).contains(contract.draft.key());
    }
}

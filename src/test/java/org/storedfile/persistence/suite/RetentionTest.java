package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.maintenance.Problem;
import org.storedfile.maintenance.SweepOptions;
import org.storedfile.maintenance.VerifyOptions;
import org.storedfile.persistence.FileTables;
import org.storedfile.persistence.suite.model.Contract;
import org.storedfile.persistence.suite.model.Contract.Annex;
import org.storedfile.persistence.suite.model.Contract.Seal;
import org.storedfile.persistence.suite.run.Unit;

/** Attributes that keep what they give up, for a time or for ever. For resource-local and JTA units. */
abstract class RetentionTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration AGES = Duration.ofDays(3_652_500);

    private Contract contract;

    abstract Unit unit();

    static Unit journaled() {
        return Unit.of(Contract.class, Contract.Annex.class, Contract.Seal.class)
                .files(files -> files.exclusive("default")
                        .journal(JournalSettings.builder()
                                .enabled(true)
                                .interval(Duration.ZERO)
                                .backOff(Duration.ZERO)
                                .build()));
    }

    @BeforeEach
    void one_contract() {
        unit().commit(em -> {
            em.createQuery("select c from Contract c", Contract.class)
                    .getResultList()
                    .forEach(em::remove);
        });
        change("delete from stored_file_journal where state <> 'marker'");
        unit().storage().reset();
        contract = new Contract();
        contract.scan = FileRef.of("scan.pdf", "scan");
        contract.draft = FileRef.of("draft.txt", "draft");
        contract.seal = seal("outer");
        contract.pages.add(FileRef.of("one.png", "one"));
        contract.pages.add(FileRef.of("two.png", "two"));
        contract.seals.add(seal("first"));
        Annex annex = new Annex();
        annex.text = FileRef.of("annex.txt", "annex");
        contract.annexes.add(annex);
        unit().save(contract);
    }

    @Test
    void a_replaced_file_is_kept_as_long_as_its_attribute_says() throws IOException {
        FileRef old = contract.scan;

        change(found -> found.scan = FileRef.of("new.pdf", "new"));

        assertThat(kept(old)).hasValue(MONTH);
        reap();
        assertThat(StoredFiles.current().existing("default", old.key()).open()).hasContent("scan");
        letTimePass();
        reap();
        assertThat(unit().storage().keys()).doesNotContain(old.key());
        assertThat(kept(old)).isEmpty();
    }

    @Test
    void a_file_whose_attribute_is_set_to_null_counts_as_replaced() {
        FileRef old = contract.scan;

        change(found -> found.scan = null);

        assertThat(kept(old)).hasValue(MONTH);
        assertThat(unit().storage().keys()).contains(old.key());
    }

    @Test
    void what_is_not_kept_goes_at_the_commit() {
        FileRef draft = contract.draft;
        FileRef print = contract.seal.print;

        change(found -> {
            found.draft = FileRef.of("new.txt", "new");
            found.seal.print = null;
        });

        assertThat(unit().storage().keys()).doesNotContain(draft.key(), print.key());
    }

    @Test
    void a_file_in_an_embeddable_is_kept() {
        FileRef wax = contract.seal.wax;

        change(found -> {
            Seal fresh = new Seal();
            fresh.print = found.seal.print;
            found.seal = fresh;
        });

        assertThat(kept(wax)).hasValue(AGES);
        assertThat(unit().storage().keys()).contains(wax.key());
    }

    @Test
    void a_removal_lets_each_file_go_when_its_attribute_says_and_so_do_cascades() {
        unit().commit(em -> em.remove(em.find(Contract.class, contract.id)));

        assertThat(kept(contract.scan)).hasValue(AGES);
        assertThat(kept(contract.draft)).hasValue(MONTH);
        assertThat(kept(contract.seal.wax)).hasValue(MONTH);
        assertThat(kept(contract.pages.get(0))).hasValue(MONTH);
        assertThat(kept(contract.seals.get(0).wax)).hasValue(MONTH);
        assertThat(kept(contract.annexes.get(0).text)).hasValue(MONTH);
        assertThat(unit().storage().keys())
                .doesNotContain(
                        contract.seal.print.key(), contract.seals.get(0).print.key())
                .hasSize(7);
    }

    @Test
    void what_is_kept_for_ever_stays_when_all_else_has_gone() throws IOException {
        unit().commit(em -> em.remove(em.find(Contract.class, contract.id)));

        change("update stored_file_journal set due_at = 0 where state = 'removal'"
                + " and due_at - created_at < 100000000000");
        reap();

        assertThat(unit().storage().keys()).containsExactly(contract.scan.key());
        assertThat(StoredFiles.current()
                        .existing("default", contract.scan.key())
                        .open())
                .hasContent("scan");
    }

    @Test
    void what_is_kept_is_no_orphan_and_sweep_leaves_it() {
        unit().commit(em -> em.remove(em.find(Contract.class, contract.id)));
        Set<String> kept = Set.copyOf(unit().storage().keys());
        unit().storage().put("lost.png", "lost");
        FileMaintenance maintenance = FileMaintenance.builder(StoredFiles.current())
                .units(List.of(FileTables.of(unit().factory())))
                .build();

        assertThat(maintenance
                        .verify(VerifyOptions.DEFAULTS, MaintenanceListener.SILENT)
                        .count(Problem.ORPHAN))
                .isOne();
        maintenance.sweep(SweepOptions.of("default").remove().acceptEmpty(), MaintenanceListener.SILENT);

        assertThat(unit().storage().keys()).isEqualTo(kept);
    }

    @Test
    void an_orphan_is_removed_with_its_row() {
        FileRef text = contract.annexes.get(0).text;

        change(found -> found.annexes.clear());

        assertThat(kept(text)).hasValue(MONTH);
    }

    @Test
    void an_element_that_is_removed_is_kept_as_removed() {
        FileRef page = contract.pages.get(1);
        FileRef wax = contract.seals.get(0).wax;
        FileRef print = contract.seals.get(0).print;

        change(found -> {
            found.pages.remove(1);
            found.seals.clear();
        });

        assertThat(kept(page)).hasValue(MONTH);
        assertThat(kept(wax)).hasValue(MONTH);
        assertThat(unit().storage().keys()).doesNotContain(print.key());
    }

    @Test
    void an_element_that_another_one_may_have_replaced_is_kept_for_the_longer_time() {
        FileRef page = contract.pages.get(1);

        change(found -> found.pages.set(1, FileRef.of("new.png", "new")));

        assertThat(kept(page)).hasValue(AGES);
    }

    @Test
    void a_collection_that_another_one_replaces_keeps_its_files_for_the_longer_time() {
        FileRef page = contract.pages.get(1);

        change(found -> found.pages = new ArrayList<>(List.of(FileRef.of("new.png", "new"))));

        assertThat(kept(page)).hasValue(AGES);
    }

    @Test
    void of_two_attributes_that_give_a_file_up_the_first_one_counts_if_it_keeps_it_longer() {
        FileRef moved = contract.seal.wax;

        unit().commit(em -> {
            Contract found = em.find(Contract.class, contract.id);
            Seal fresh = new Seal();
            fresh.print = found.seal.print;
            found.seal = fresh;
            found.draft = moved;
            em.flush();
            em.remove(found);
        });

        // Removed as a draft it would go after a month.
        assertThat(kept(moved)).hasValue(AGES);
    }

    @Test
    void of_two_attributes_that_give_a_file_up_the_one_counts_that_keeps_it_longer() {
        FileRef moved = contract.draft;

        unit().commit(em -> {
            Contract found = em.find(Contract.class, contract.id);
            found.draft = null;
            found.scan = moved;
            em.flush();
            em.remove(found);
        });

        // Replaced as a draft it would go at once.
        assertThat(kept(moved)).hasValue(AGES);
        assertThat(unit().storage().keys()).contains(moved.key());
    }

    @Test
    void a_bulk_statement_gives_up_nothing() {
        unit().commit(em -> em.createQuery("update Contract c set c.draft = null, c.scan = null")
                .executeUpdate());

        assertThat(kept(contract.scan)).isEmpty();
        assertThat(unit().storage().keys()).contains(contract.scan.key(), contract.draft.key());
    }

    @Test
    void a_file_that_moves_is_given_up_by_nobody() {
        FileRef moved = contract.scan;

        change(found -> {
            found.scan = null;
            found.draft = moved;
        });

        assertThat(kept(moved)).isEmpty();
        assertThat(unit().storage().keys()).contains(moved.key());
    }

    @Test
    void what_no_committed_row_held_is_kept_for_nobody() {
        FileRef middle = FileRef.of("middle.pdf", "middle");
        List<String> between = new ArrayList<>();

        unit().commit(em -> {
            Contract found = em.find(Contract.class, contract.id);
            found.scan = middle;
            em.flush();
            between.add(middle.key());
            found.scan = FileRef.of("new.pdf", "new");
        });

        assertThat(between).hasSize(1);
        assertThat(unit().storage().keys()).doesNotContainAnyElementsOf(between);
    }

    @Test
    void a_rollback_keeps_nothing_that_was_new_and_all_that_was_there() {
        Set<String> before = Set.copyOf(unit().storage().keys());

        unit().rollback(em -> {
            em.find(Contract.class, contract.id).scan = FileRef.of("new.pdf", "new");
            em.flush();
            em.remove(em.find(Contract.class, contract.id));
        });
        letTimePass();
        reap();

        assertThat(unit().storage().keys()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(kept(contract.scan)).isEmpty();
    }

    @Test
    void a_file_comes_back_as_long_as_it_is_kept_and_then_stays() {
        FileRef scan = contract.scan;
        FileRef text = contract.annexes.get(0).text;
        unit().commit(em -> em.remove(em.find(Contract.class, contract.id)));

        Contract again = new Contract();
        again.scan = StoredFiles.current().existing("default", scan.key());
        again.draft = StoredFiles.current().existing("default", text.key());
        unit().save(again);
        letTimePass();
        reap();

        assertThat(unit().storage().keys()).containsExactlyInAnyOrder(scan.key(), text.key());
        assertThat(kept(scan)).isEmpty();
    }

    // So an operator lets it go.
    @Test
    void a_file_that_is_kept_for_ever_goes_when_its_row_is_made_due() {
        FileRef scan = contract.scan;
        unit().commit(em -> em.remove(em.find(Contract.class, contract.id)));
        assertThat(kept(scan)).hasValue(AGES);

        change("update stored_file_journal set due_at = 0 where state = 'removal' and object_key = '" + scan.key()
                + "'");
        reap();

        assertThat(unit().storage().keys()).doesNotContain(scan.key());
        assertThat(kept(scan)).isEmpty();
    }

    @Test
    void a_file_that_came_back_is_given_up_as_its_new_attribute_says() {
        FileRef scan = contract.scan;
        change(found -> found.scan = null);
        change(found -> found.draft = StoredFiles.current().existing("default", scan.key()));

        change(found -> found.draft = null);

        assertThat(unit().storage().keys()).doesNotContain(scan.key());
    }

    @Test
    void a_file_that_comes_back_for_a_moment_is_kept_as_long_as_before() {
        FileRef scan = contract.scan;
        change(found -> found.scan = null);
        List<String> row = row(scan);

        unit().commit(em -> {
            Contract found = em.find(Contract.class, contract.id);
            found.scan = StoredFiles.current().existing("default", scan.key());
            em.flush();
            found.scan = null;
        });

        assertThat(row(scan)).isEqualTo(row).hasSize(1);
        letTimePass();
        reap();
        assertThat(unit().storage().keys()).doesNotContain(scan.key());
    }

    @Test
    void a_file_that_comes_back_for_a_moment_stays_for_ever_as_before() {
        FileRef wax = contract.seal.wax;
        change(found -> found.seal = new Seal());
        List<String> row = row(wax);

        unit().commit(em -> {
            Contract brief = new Contract();
            brief.draft = StoredFiles.current().existing("default", wax.key());
            em.persist(brief);
            em.flush();
            em.remove(brief);
        });

        assertThat(row(wax)).isEqualTo(row).hasSize(1);
        assertThat(kept(wax)).hasValue(AGES);
        assertThat(unit().storage().keys()).contains(wax.key());
    }

    @Test
    void a_file_that_comes_back_and_is_replaced_in_the_next_flush_is_kept_as_long_as_before() {
        FileRef scan = contract.scan;
        change(found -> found.scan = null);
        List<String> row = row(scan);

        unit().commit(em -> {
            Contract found = em.find(Contract.class, contract.id);
            found.draft = StoredFiles.current().existing("default", scan.key());
            em.flush();
            found.draft = FileRef.of("new.txt", "new");
        });

        assertThat(row(scan)).isEqualTo(row).hasSize(1);
        assertThat(unit().storage().keys()).contains(scan.key());
    }

    @Test
    void a_file_that_comes_back_twice_stays() {
        FileRef scan = contract.scan;
        change(found -> found.scan = null);

        unit().commit(em -> {
            Contract found = em.find(Contract.class, contract.id);
            found.draft = StoredFiles.current().existing("default", scan.key());
            em.flush();
            found.draft = null;
            em.flush();
            found.scan = StoredFiles.current().existing("default", scan.key());
        });
        letTimePass();
        reap();

        assertThat(row(scan)).isEmpty();
        assertThat(unit().storage().keys()).contains(scan.key());
    }

    @Test
    void a_file_that_came_back_and_went_to_another_row_by_a_statement_stays() {
        FileRef scan = contract.scan;
        change(found -> found.scan = null);

        unit().commit(em -> {
            Contract found = em.find(Contract.class, contract.id);
            found.draft = StoredFiles.current().existing("default", scan.key());
            em.flush();
            found.draft = null;
            em.flush();
            em.createNativeQuery("update Contract set draft = '" + scan.key() + "' where id = " + found.id)
                    .executeUpdate();
        });
        letTimePass();
        reap();

        assertThat(row(scan)).isEmpty();
        assertThat(unit().storage().keys()).contains(scan.key());
    }

    @Test
    void a_file_that_came_back_after_it_was_given_up_and_that_a_statement_took_away_is_kept_as_its_attribute_says() {
        FileRef scan = contract.scan;

        unit().commit(em -> {
            Contract found = em.find(Contract.class, contract.id);
            found.scan = null;
            em.flush();
            found.draft = StoredFiles.current().existing("default", scan.key());
            em.flush();
            em.createNativeQuery("update Contract set draft = null where id = " + found.id)
                    .executeUpdate();
        });

        assertThat(kept(scan)).hasValue(MONTH);
        letTimePass();
        reap();
        assertThat(unit().storage().keys()).doesNotContain(scan.key());
    }

    private List<String> row(FileRef file) {
        return unit().rows(
                        "select concat(created_at, ' ', due_at, ' ', attempts) from stored_file_journal"
                                + " where state = 'removal' and object_key = ?",
                        file.key());
    }

    private void change(Consumer<Contract> change) {
        unit().commit(em -> change.accept(em.find(Contract.class, contract.id)));
    }

    private static Seal seal(String content) {
        Seal seal = new Seal();
        seal.wax = FileRef.of("wax.png", content);
        seal.print = FileRef.of("print.png", content);
        return seal;
    }

    /** Returns for how long the journal keeps the file. */
    private Optional<Duration> kept(FileRef file) {
        return unit().value(
                        "select due_at - created_at from stored_file_journal where state = 'removal' and object_key = ?",
                        file.key())
                .map(millis -> Duration.ofMinutes(Math.round(Long.parseLong(millis) / 60_000.0)));
    }

    private void letTimePass() {
        change("update stored_file_journal set due_at = 0 where state = 'removal'");
    }

    // When the journal's own thread is done with the rows, which would wait for each other otherwise.
    private void change(String sql) {
        Journal.of(StoredFiles.current()).forEach(Journal::status);
        unit().commit(em -> em.createNativeQuery(sql).executeUpdate());
    }

    private static void reap() {
        Journal.of(StoredFiles.current()).forEach(Journal::reap);
    }
}

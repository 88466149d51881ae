package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.envers.AuditReader;
import org.hibernate.envers.AuditReaderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;
import org.storedfile.maintenance.CopyOptions;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.maintenance.Finding;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.maintenance.MaintenanceReport;
import org.storedfile.maintenance.Problem;
import org.storedfile.maintenance.SweepOptions;
import org.storedfile.maintenance.VerifyOptions;
import org.storedfile.persistence.FileTables;
import org.storedfile.persistence.suite.model.Tape;
import org.storedfile.persistence.suite.model.Tape.Box;
import org.storedfile.persistence.suite.model.Tape.Film;
import org.storedfile.persistence.suite.model.Tape.Reel;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Key;

/** Old revisions of Hibernate Envers keep their files. For resource-local and JTA units. */
@Tag("hibernate")
abstract class EnversTest {
    private Film tape;

    abstract Unit unit();

    static Unit audited() {
        return Unit.of(Tape.class, Box.class, Film.class, Reel.class)
                .files(files -> files.exclusive("default")
                        .journal(JournalSettings.builder()
                                .enabled(true)
                                .interval(Duration.ZERO)
                                .backOff(Duration.ZERO)
                                .build()));
    }

    @BeforeEach
    void one_tape() {
        unit().commit(em -> Stream.of(
                        "Tape_parts",
                        "Tape_notes",
                        "Tape_boxes",
                        "Film",
                        "Reel_pieces",
                        "Reel",
                        "Tape_parts_AUD",
                        "old_boxes",
                        "Film_AUD",
                        "Reel_pieces_AUD",
                        "Reel_AUD")
                .forEach(table -> em.createNativeQuery("delete from " + table).executeUpdate()));
        tape = new Film();
        tape.sound = FileRef.of("sound.wav", "sound");
        tape.cover = FileRef.of("cover.png", "cover");
        tape.pictures = FileRef.of("film.mov", "pictures");
        tape.box = box("outer");
        tape.parts.add(FileRef.of("part.wav", "part"));
        tape.notes.add(FileRef.of("note.txt", "note"));
        tape.boxes.add(box("inner"));
        unit().save(tape);
    }

    @Test
    void an_old_revision_has_its_files_after_all_were_replaced() {
        change(found -> {
            found.sound = FileRef.of("sound.wav", "new");
            found.pictures = null;
            found.box = box("new");
            found.parts.set(0, FileRef.of("part.wav", "new"));
            found.boxes.set(0, box("new"));
        });

        requireFirstRevision();
        assertThat(journal()).isEmpty();
    }

    @Test
    void an_old_revision_has_its_files_after_the_entity_was_removed() {
        unit().commit(em -> em.remove(found(em)));

        requireFirstRevision();
        assertThat(journal()).isEmpty();
    }

    @Test
    void what_is_not_audited_goes() {
        unit().commit(em -> em.remove(found(em)));

        assertThat(unit().storage().keys())
                .doesNotContain(
                        tape.cover.key(),
                        tape.box.bottom.key(),
                        tape.notes.get(0).key(),
                        tape.boxes.get(0).bottom.key())
                .hasSize(5);
    }

    @Test
    void what_is_audited_goes_too_if_the_attribute_says_so_and_verify_tells_which_revisions_miss_it() {
        FileRef replaced = FileRef.of("label.png", "replaced");
        FileRef removed = FileRef.of("label.png", "removed");
        change(found -> found.label = replaced);

        change(found -> found.label = removed);
        assertThat(unit().storage().keys()).contains(removed.key()).doesNotContain(replaced.key());

        unit().commit(em -> em.remove(found(em)));
        assertThat(unit().storage().keys()).doesNotContain(removed.key());
        assertThat(verify())
                .extracting(finding -> finding.problem() + " " + finding.key() + " " + finding.where())
                .containsExactlyInAnyOrder(
                        Problem.MISSING + " " + replaced.key() + " Film_AUD.label",
                        Problem.MISSING + " " + removed.key() + " Film_AUD.label");
    }

    @Test
    void of_an_entity_that_is_audited_in_part_only_that_part_stays() {
        Reel reel = new Reel();
        reel.strip = FileRef.of("strip.wav", "strip");
        reel.leader = FileRef.of("leader.wav", "leader");
        reel.pieces.add(FileRef.of("piece.wav", "piece"));
        unit().save(reel);

        unit().commit(em -> em.remove(em.find(Reel.class, reel.id)));

        assertThat(unit().storage().keys())
                .contains(reel.strip.key(), reel.pieces.get(0).key())
                .doesNotContain(reel.leader.key());
    }

    @Test
    void an_audit_that_has_another_name_is_known() {
        try (Unit named = Unit.of(Reel.class)
                .beside(unit())
                .with("org.hibernate.envers.audit_table_prefix", "h_")
                .with("org.hibernate.envers.audit_table_suffix", "_old")
                .start()) {
            Reel reel = new Reel();
            reel.strip = FileRef.of("strip.wav", "strip");
            reel.leader = FileRef.of("leader.wav", "leader");
            reel.pieces.add(FileRef.of("piece.wav", "piece"));
            named.save(reel);

            named.commit(em -> em.remove(em.find(Reel.class, reel.id)));

            assertThat(named.rows("select strip from h_Reel_old where revtype = 0"))
                    .containsExactly(reel.strip.key());
            assertThat(unit().storage().keys())
                    .contains(reel.strip.key(), reel.pieces.get(0).key())
                    .doesNotContain(reel.leader.key());
        }
    }

    @Test
    void a_rollback_leaves_the_files_of_all_revisions() {
        change(found -> found.sound = FileRef.of("sound.wav", "new"));
        Set<String> before = Set.copyOf(unit().storage().keys());

        unit().rollback(em -> {
            em.find(Film.class, tape.id).sound = FileRef.of("sound.wav", "third");
            em.flush();
            em.remove(found(em));
        });

        assertThat(unit().storage().keys()).isEqualTo(before);
        requireFirstRevision();
    }

    @Test
    void a_file_of_an_old_revision_comes_back() {
        String old = tape.sound.key();
        change(found -> found.sound = null);

        change(found -> found.sound = StoredFiles.current().existing("default", old));
        change(found -> found.sound = null);

        assertThat(unit().storage().keys()).contains(old);
        requireFirstRevision();
    }

    @Test
    void a_file_that_moved_to_an_attribute_that_is_not_audited_stays_when_that_gives_it_up() {
        FileRef cover = tape.cover;
        change(found -> {
            found.cover = found.sound;
            found.sound = null;
        });
        assertThat(unit().storage().keys()).doesNotContain(cover.key());

        change(found -> found.cover = null);

        requireFirstRevision();
        assertThat(journal()).isEmpty();
    }

    @Test
    void a_file_that_moved_to_an_attribute_that_is_not_audited_stays_when_its_row_is_removed() {
        change(found -> {
            found.notes.set(0, found.box.lid);
            found.box.lid = null;
            found.boxes.get(0).bottom = found.parts.remove(0);
        });

        unit().commit(em -> em.remove(found(em)));

        requireFirstRevision();
    }

    @Test
    void a_file_of_an_old_revision_comes_back_to_an_attribute_that_is_not_audited_and_stays() {
        String old = tape.boxes.get(0).lid.key();
        change(found -> found.boxes.get(0).lid = null);
        change(found -> found.cover = StoredFiles.current().existing("default", old));

        change(found -> found.cover = FileRef.of("cover.png", "new"));

        requireFirstRevision();
    }

    @Test
    void the_history_is_asked_once_for_each_table_and_not_for_what_is_audited() {
        unit().sql().clear();
        change(found -> {
            found.sound = null;
            found.label = FileRef.of("label.png", "new");
        });
        assertThat(askedHistory()).isEmpty();

        change(found -> {
            found.label = null;
            found.cover = null;
            found.notes.clear();
        });

        assertThat(askedHistory()).doesNotHaveDuplicates().hasSize(6);
        assertThat(unit().storage().keys())
                .doesNotContain(tape.cover.key(), tape.notes.get(0).key());
    }

    @Test
    void the_history_is_asked_column_by_column_so_that_each_has_its_index() {
        change(found -> found.cover = null);

        assertThat(askedHistory())
                .contains("select lid from old_boxes where lid in (?)")
                .noneMatch(sql -> sql.contains(" or "));
    }

    @Test
    void files_whose_names_differ_in_case_only_stay_both_when_they_are_given_up_together() {
        List<String> keys = List.of("a/Photo.JPG", "a/photo.jpg");
        for (String key : keys) {
            unit().storage().put(key, key);
            change(found -> found.sound = StoredFiles.current().existing("default", key));
            change(found -> {
                found.notes.add(found.sound);
                found.sound = null;
            });
        }

        change(found -> found.notes.clear());

        assertThat(unit().storage().keys()).containsAll(keys);
    }

    @Test
    void a_file_from_before_the_audit_stays_for_the_row_that_tells_of_its_end_when_another_attribute_gives_it_up() {
        unit().commit(em -> {
            em.createNativeQuery("delete from Tape_parts_AUD").executeUpdate();
            Film found = found(em);
            found.cover = found.parts.remove(0);
        });

        change(found -> found.cover = null);

        assertThat(unit().rows("select parts from Tape_parts_AUD"))
                .containsExactly(tape.parts.get(0).key());
        assertThat(unit().storage().keys()).contains(tape.parts.get(0).key());
    }

    private List<String> askedHistory() {
        return unit().sql().all("select").stream()
                .filter(sql -> sql.contains("_aud where ") || sql.contains("old_"))
                .toList();
    }

    @Test
    void verify_is_content_with_files_that_only_revisions_have_and_tells_those_that_are_lost() throws IOException {
        unit().commit(em -> em.remove(found(em)));
        assertThat(verify()).isEmpty();

        unit().storage()
                .delete(List.of(
                        Key.of(tape.sound.key()), Key.of(tape.boxes.get(0).lid.key())));

        assertThat(verify())
                .extracting(finding -> finding.problem() + " " + finding.key() + " " + finding.where())
                .containsExactlyInAnyOrder(
                        Problem.MISSING + " " + tape.sound.key() + " Film_AUD.sound",
                        Problem.MISSING + " " + tape.boxes.get(0).lid.key() + " old_boxes.lid");
    }

    @Test
    void verify_and_copy_miss_nothing_that_was_there_between_two_flushes_only() {
        unit().commit(em -> {
            Film found = found(em);
            found.parts.set(0, FileRef.of("between.wav", "between"));
            em.flush();
            found.parts.set(0, FileRef.of("part.wav", "third"));
        });

        assertThat(unit().rows("select parts from Tape_parts_AUD where revtype = 2"))
                .anyMatch(key -> key.startsWith("between"));
        assertThat(unit().storage().keys()).noneMatch(key -> key.startsWith("between"));
        assertThat(verify()).isEmpty();
        assertThat(copy().isSound()).isTrue();
        requireFirstRevision();
    }

    @Test
    void a_file_from_before_the_audit_is_kept_by_the_row_that_tells_of_its_end_and_copied() {
        unit().commit(em -> {
            em.createNativeQuery("delete from Tape_parts_AUD").executeUpdate();
            found(em).parts.clear();
        });
        String key = tape.parts.get(0).key();

        maintenance().sweep(SweepOptions.of("default").remove(), MaintenanceListener.SILENT);
        assertThat(unit().storage().keys()).contains(key);

        assertThat(copy().isSound()).isTrue();
        assertThat(unit().archive().keys()).contains(key);
        assertThat(unit().rows("select parts from Tape_parts_AUD")).containsExactly("archive:" + key);
    }

    @Test
    void sweep_leaves_files_that_only_revisions_have() {
        unit().commit(em -> em.remove(found(em)));
        unit().storage().put("lost.png", "lost");

        maintenance().sweep(SweepOptions.of("default").remove().acceptEmpty(), MaintenanceListener.SILENT);

        assertThat(unit().storage().keys()).doesNotContain("lost.png");
        requireFirstRevision();
    }

    private void requireFirstRevision() {
        assertThat(inFirstRevision(film -> film.sound)).containsExactly("sound");
        assertThat(inFirstRevision(film -> film.pictures)).containsExactly("pictures");
        assertThat(inFirstRevision(film -> film.box.lid)).containsExactly("outer");
        assertThat(inFirstRevision(film -> film.parts.get(0))).containsExactly("part");
        assertThat(inFirstRevision(film -> film.boxes.get(0).lid)).containsExactly("inner");
    }

    private List<String> inFirstRevision(Function<Film, FileRef> file) {
        return unit().compute(em -> {
            AuditReader reader = AuditReaderFactory.get(em);
            Number first = reader.getRevisions(Film.class, tape.id).get(0);
            return List.of(text(file.apply(reader.find(Film.class, tape.id, first))));
        });
    }

    private static String text(FileRef file) {
        try {
            return new String(file.open().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> journal() {
        return unit().rows(
                        "select object_key from stored_file_journal where state = 'removal' and due_at > created_at");
    }

    private List<Finding> verify() {
        List<Finding> found = new ArrayList<>();
        maintenance().verify(VerifyOptions.DEFAULTS.storages("default"), new MaintenanceListener() {
            @Override
            public void found(Finding finding) {
                found.add(finding);
            }
        });
        return found;
    }

    private MaintenanceReport copy() {
        return maintenance().copy(CopyOptions.of("default", "archive"), MaintenanceListener.SILENT);
    }

    private FileMaintenance maintenance() {
        return FileMaintenance.builder(StoredFiles.current())
                .units(List.of(FileTables.of(unit().factory())))
                .build();
    }

    private void change(Consumer<Film> change) {
        unit().commit(em -> change.accept(found(em)));
    }

    private Film found(EntityManager em) {
        return em.find(Film.class, tape.id);
    }

    private static Box box(String content) {
        Box box = new Box();
        box.lid = FileRef.of("lid.png", content);
        box.bottom = FileRef.of("bottom.png", content);
        return box;
    }
}

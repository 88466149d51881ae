package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.maintenance.CopyOptions;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.maintenance.Finding;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.maintenance.MaintenanceReport;
import org.storedfile.maintenance.Problem;
import org.storedfile.maintenance.VerifyOptions;
import org.storedfile.persistence.FileTables;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.model.Attachment;
import org.storedfile.persistence.suite.model.Folder;
import org.storedfile.persistence.suite.run.Isolation;
import org.storedfile.persistence.suite.run.MayBeRefused;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Key;

/** Files move to another storage, and rows follow. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StorageCopyTest {
    private static final CopyOptions TO_ARCHIVE = CopyOptions.of("default", "archive");

    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class, Folder.class, Attachment.class, Slip.class);

    private final List<Finding> found = new ArrayList<>();

    @BeforeEach
    void empty() {
        UNIT.commit(em -> {
            em.createQuery("select a from Album a", Album.class).getResultList().forEach(em::remove);
            em.createQuery("select f from Folder f", Folder.class)
                    .getResultList()
                    .forEach(em::remove);
        });
    }

    @Test
    void rows_refer_to_the_copies_and_the_objects_stay() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "front")));
        Folder folder = new Folder();
        folder.pages.add(FileRef.of("a.txt", "a"));
        folder.attachments.add(new Attachment(FileRef.of("b.txt", "b"), "b"));
        UNIT.save(folder);

        MaintenanceReport report = copy(TO_ARCHIVE);

        assertThat(found).isEmpty();
        assertThat(report.copied()).isEqualTo(3);
        assertThat(report.moved()).isEqualTo(3);
        assertThat(report.bytes()).isEqualTo(7);
        assertThat(UNIT.value("select cover from Album where id = ?", album.id))
                .hasValue("archive:" + album.cover.key());
        assertThat(UNIT.archive().keys()).isEqualTo(UNIT.storage().keys());
        assertThat(UNIT.archive().text(album.cover.key())).isEqualTo("front");
        assertThat(copy(TO_ARCHIVE).rows()).isZero();
    }

    @Test
    void they_come_back_the_same_way() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "front")));
        copy(TO_ARCHIVE);

        MaintenanceReport report = copy(CopyOptions.of("archive", "default"));

        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(album.cover.key());
        assertThat(report.copied()).isZero();
        assertThat(report.moved()).isOne();
    }

    @Test
    void a_file_whose_object_is_gone_stays_where_it_was_and_the_others_go() {
        Album gone = UNIT.save(new Album(FileRef.of("gone.png", "gone")));
        Album album = UNIT.save(new Album(FileRef.of("front.png", "front")));
        remove(gone.cover.key());

        copy(TO_ARCHIVE);

        assertThat(found)
                .extracting(Finding::problem, Finding::key)
                .containsExactly(tuple(Problem.MISSING, gone.cover.key()));
        assertThat(UNIT.value("select cover from Album where id = ?", gone.id)).hasValue(gone.cover.key());
        assertThat(UNIT.value("select cover from Album where id = ?", album.id))
                .hasValue("archive:" + album.cover.key());
    }

    @Test
    void other_bytes_under_the_same_key_are_never_taken_for_the_copy() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "front")));
        UNIT.archive().put(album.cover.key(), "FRONT");

        copy(TO_ARCHIVE);

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.problem()).isEqualTo(Problem.NOT_COPIED);
            assertThat(finding.detail()).isEqualTo("the target has other bytes under this key");
        });
        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(album.cover.key());
    }

    @Test
    void a_copy_that_fails_leaves_its_row_and_the_next_run_does_it() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "front")));
        UNIT.archive().failOn(call -> call.startsWith("write"));
        copy(TO_ARCHIVE);
        assertThat(found.get(0).detail()).contains("the disk is on fire");
        UNIT.archive().failOn(call -> false);

        copy(TO_ARCHIVE);

        assertThat(UNIT.value("select cover from Album where id = ?", album.id))
                .hasValue("archive:" + album.cover.key());
    }

    @Test
    void a_file_that_is_replaced_meanwhile_leaves_no_copy() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "front")));
        UNIT.archive()
                .onceRead(() -> UNIT.commit(em -> {
                    UNIT.archive().onceRead(() -> {});
                    em.find(Album.class, album.id).cover = FileRef.of("new.png", "new");
                }));

        MaintenanceReport report = copy(TO_ARCHIVE);

        assertThat(report.moved()).isZero();
        assertThat(UNIT.archive().keys()).isEmpty();
        assertThat(UNIT.storage().keys()).hasSize(1);
    }

    @Test
    @MayBeRefused
    void one_that_an_entity_replaces_that_was_loaded_before_leaves_a_copy_for_sweep() {
        assumeFalse(Isolation.locksReads(), "no row follows that someone has read");
        Album album = UNIT.save(new Album(FileRef.of("front.png", "front")));

        UNIT.commit(em -> {
            Album loaded = em.find(Album.class, album.id);
            copy(TO_ARCHIVE);
            loaded.cover = FileRef.of("new.png", "new");
        });

        assertThat(UNIT.storage().keys()).hasSize(1).doesNotContain(album.cover.key());
        assertThat(maintenance()
                        .build()
                        .verify(
                                VerifyOptions.DEFAULTS.storages("archive").graceAge(Duration.ZERO),
                                MaintenanceListener.SILENT)
                        .count(Problem.ORPHAN))
                .isOne();
    }

    @Test
    void one_whose_new_place_is_longer_than_its_column_keeps_no_other() {
        Slip longer = UNIT.save(new Slip(FileRef.of("x".repeat(60) + ".png", "longer")));
        Slip shorter = UNIT.save(new Slip(FileRef.of("x.png", "shorter")));
        Album album = UNIT.save(new Album(FileRef.of("front.png", "front")));

        MaintenanceReport report = copy(TO_ARCHIVE);

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.problem()).isEqualTo(Problem.NOT_COPIED);
            assertThat(finding.key()).isEqualTo(longer.file.key());
            assertThat(finding.detail()).containsIgnoringCase("its rows in Slip could not follow");
        });
        assertThat(report.moved()).isEqualTo(2);
        assertThat(UNIT.archive().keys()).containsExactlyInAnyOrder(shorter.file.key(), album.cover.key());
        UNIT.commit(em -> em.createQuery("select s from Slip s", Slip.class)
                .getResultList()
                .forEach(em::remove));
    }

    @Test
    void variants_go_with_their_file() {
        Album album = UNIT.save(new Album(FileRef.of("front.png", "front")));
        UNIT.storage().put("thumbs/" + album.cover.key(), "small");
        FileMaintenance maintenance = maintenance()
                .originals(key -> key.value().startsWith("thumbs/")
                        ? Optional.of(Key.of(key.value().substring(7)))
                        : Optional.empty())
                .build();

        maintenance.copy(TO_ARCHIVE, MaintenanceListener.SILENT);

        assertThat(UNIT.archive().keys()).isEqualTo(UNIT.storage().keys());
    }

    @Test
    void a_storage_that_does_not_exist_is_one_clear_error() {
        assertThatThrownBy(() -> copy(CopyOptions.of("default", "nowhere")))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("there is no storage 'nowhere'; there are [archive, default]");
    }

    /** Has a column that the key fills. */
    @Entity(name = "Slip")
    public static class Slip {
        @Id
        @GeneratedValue
        Long id;

        @Column(length = 40)
        @StoredFile(uploadTo = "s")
        FileRef file;

        /** For the provider. */
        public Slip() {}

        Slip(FileRef file) {
            this.file = file;
        }
    }

    private MaintenanceReport copy(CopyOptions options) {
        found.clear();
        return maintenance().build().copy(options, new MaintenanceListener() {
            @Override
            public void found(Finding finding) {
                found.add(finding);
            }
        });
    }

    private static FileMaintenance.Builder maintenance() {
        return FileMaintenance.builder(StoredFiles.current()).units(List.of(FileTables.of(UNIT.factory())));
    }

    private static void remove(String key) {
        try {
            UNIT.storage().delete(List.of(Key.of(key)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

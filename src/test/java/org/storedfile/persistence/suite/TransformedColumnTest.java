package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.StoredFiles;
import org.storedfile.maintenance.CopyOptions;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.maintenance.MaintenanceReport;
import org.storedfile.maintenance.SweepOptions;
import org.storedfile.maintenance.VerifyOptions;
import org.storedfile.persistence.FileTables;
import org.storedfile.persistence.suite.run.Unit;

/** Columns that SQL writes in another form, such as an encrypted one. */
// @ColumnTransformer is Hibernate's.
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class TransformedColumnTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Secret.class).files(builder -> builder.exclusive("default"));

    /** Its columns hold no keys. */
    @Entity(name = "Secret")
    public static class Secret {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(sizeAttribute = "size")
        @ColumnTransformer(read = "substring(file, 3)", write = "concat('x-', ?)")
        FileRef file;

        @ColumnTransformer(read = "size_ - 1000", write = "? + 1000")
        @jakarta.persistence.Column(name = "size_")
        Long size;

        @ElementCollection
        @ColumnTransformer(read = "substring(pages, 3)", write = "concat('x-', ?)")
        List<FileRef> pages = new ArrayList<>();
    }

    private Secret secret;

    @BeforeEach
    void one_secret() {
        UNIT.commit(em -> em.createQuery("select s from Secret s", Secret.class)
                .getResultList()
                .forEach(em::remove));
        secret = new Secret();
        secret.file = FileRef.of("front.png", "front");
        secret.pages.add(FileRef.of("page.png", "page"));
        UNIT.save(secret);
    }

    @Test
    void sweep_leaves_their_files() {
        assertThat(UNIT.value("select file from Secret")).hasValue("x-" + secret.file.key());
        UNIT.storage().put("lost.png", "lost");

        MaintenanceReport report =
                maintenance().sweep(SweepOptions.of("default").remove(), MaintenanceListener.SILENT);

        assertThat(report.removed()).isOne();
        assertThat(UNIT.storage().keys())
                .containsExactlyInAnyOrder(
                        secret.file.key(), secret.pages.get(0).key());
    }

    @Test
    void verify_finds_their_files_and_sizes() {
        MaintenanceReport report = maintenance().verify(VerifyOptions.DEFAULTS, MaintenanceListener.SILENT);

        assertThat(report.rows()).isEqualTo(2);
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void copy_lets_them_follow() {
        maintenance().copy(CopyOptions.of("default", "archive"), MaintenanceListener.SILENT);

        UNIT.commit(em -> {
            Secret found = em.find(Secret.class, secret.id);
            assertThat(found.file.storage()).isEqualTo("archive");
            assertThat(found.pages).extracting(FileRef::storage).containsExactly("archive");
            assertThat(found.pages)
                    .extracting(FileRef::key)
                    .containsExactly(secret.pages.get(0).key());
        });
        assertThat(UNIT.value("select file from Secret")).hasValue("x-archive:" + secret.file.key());
    }

    private static FileMaintenance maintenance() {
        return FileMaintenance.builder(StoredFiles.current())
                .units(List.of(FileTables.of(UNIT.factory())))
                .build();
    }
}

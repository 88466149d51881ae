package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OrderColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** Sibling attributes describe the file, in the same statement. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SiblingTest {
    private static final String HTML = "<html><body><script>alert(1)</script></body></html>";
    private static final String BYTES = "coalesce(nullif(concat(bytes, ''), ''), '-')";

    @TempDir
    private static Path disk;

    @RegisterExtension
    static final Unit UNIT = Unit.of(
                    Photo.class,
                    Sparse.class,
                    Counted.class,
                    Paper.class,
                    Sheet.class,
                    OnDisk.class,
                    Binder.class,
                    Scan.class)
            .storage("disk", () -> FileSystemStorage.in(disk));

    /** What all have. */
    public interface Described {
        Long id();

        void file(FileRef file);
    }

    /** All columns in each update. */
    @Entity(name = "Photo")
    public static class Photo implements Described {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(
                sizeAttribute = "size",
                contentTypeAttribute = "type",
                nameAttribute = "originalName",
                checksumAttribute = "checksum")
        FileRef file;

        @Column(name = "bytes")
        Long size;

        String type;
        String originalName;
        String checksum;
        String remark;

        @Override
        public Long id() {
            return id;
        }

        @Override
        public void file(FileRef next) {
            file = next;
        }
    }

    /** Only changed columns in an update. */
    @Entity(name = "Sparse")
    @DynamicUpdate
    public static class Sparse implements Described {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(
                sizeAttribute = "size",
                contentTypeAttribute = "type",
                nameAttribute = "originalName",
                checksumAttribute = "checksum")
        FileRef file;

        @Column(name = "bytes")
        Long size;

        String type;
        String originalName;
        String checksum;
        String remark;

        @Override
        public Long id() {
            return id;
        }

        @Override
        public void file(FileRef next) {
            file = next;
        }
    }

    /** With an identity column. */
    @Entity(name = "Counted")
    public static class Counted implements Described {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @StoredFile(
                sizeAttribute = "size",
                contentTypeAttribute = "type",
                nameAttribute = "originalName",
                checksumAttribute = "checksum")
        FileRef file;

        @Column(name = "bytes")
        Long size;

        String type;
        String originalName;
        String checksum;
        String remark;

        @Override
        public Long id() {
            return id;
        }

        @Override
        public void file(FileRef next) {
            file = next;
        }
    }

    /** Siblings inside of an embeddable. */
    @Entity(name = "Paper")
    public static class Paper {
        @Id
        @GeneratedValue
        Long id;

        Sheet sheet;
    }

    /** Siblings inside of the embeddables of a collection. */
    @Entity(name = "Binder")
    public static class Binder {
        @Id
        @GeneratedValue
        Long id;

        @ElementCollection
        @OrderColumn
        List<Sheet> sheets = new ArrayList<>();
    }

    /** Goes where a file can be copied by its path. */
    @Entity(name = "OnDisk")
    public static class OnDisk {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "disk", checksumAttribute = "checksum")
        FileRef file;

        String checksum;
    }

    /** Goes where files are copied, and types are not kept. */
    @Entity(name = "Scan")
    public static class Scan {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "disk", contentTypeAttribute = "type")
        FileRef file;

        String type;
    }

    /** The siblings stand beside the file. */
    @Embeddable
    public static class Sheet {
        @StoredFile(sizeAttribute = "size", nameAttribute = "originalName")
        FileRef file;

        @Column(name = "bytes")
        Long size;

        String originalName;
    }

    @ParameterizedTest
    @ValueSource(classes = {Photo.class, Sparse.class, Counted.class})
    void an_insert_describes_the_file_in_one_statement(Class<? extends Described> type) throws Exception {
        Described entity = type.getDeclaredConstructor().newInstance();
        entity.file(FileRef.of("front page.png", "pixels"));
        UNIT.save(entity);

        assertThat(row(entity)).startsWith("6|text/plain|front page.png|");
        assertThat(row(entity).split("\\|", -1)[3]).hasSize(64);
        assertThat(UNIT.sql().all("insert")).hasSize(1);
        assertThat(UNIT.sql().all("update")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {Photo.class, Sparse.class, Counted.class})
    void an_update_describes_the_new_file_in_one_statement(Class<? extends Described> type) throws Exception {
        Described entity = type.getDeclaredConstructor().newInstance();
        entity.file(FileRef.of("front.png", "pixels"));
        UNIT.save(entity);
        String before = row(entity);
        UNIT.sql().clear();

        UNIT.commit(em -> em.find(type, entity.id()).file(FileRef.of("back.txt", "longer text")));

        assertThat(row(entity)).startsWith("11|text/plain|back.txt|");
        assertThat(row(entity).split("\\|", -1)[3]).isNotEqualTo(before.split("\\|", -1)[3]);
        assertThat(UNIT.sql().all("update")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(classes = {Photo.class, Sparse.class, Counted.class})
    void clearing_the_file_clears_its_description(Class<? extends Described> type) throws Exception {
        Described entity = type.getDeclaredConstructor().newInstance();
        entity.file(FileRef.of("front.png", "pixels"));
        UNIT.save(entity);

        UNIT.commit(em -> em.find(type, entity.id()).file(null));

        assertThat(row(entity)).isEqualTo("-|-|-|-");
    }

    @Test
    void the_entity_in_memory_has_the_description_too() {
        Photo photo = new Photo();
        photo.file = FileRef.of("front.png", "pixels");
        UNIT.save(photo);

        assertThat(photo.size).isEqualTo(6);
        assertThat(photo.type).as("the bytes decide, not the name").isEqualTo("text/plain");
        assertThat(photo.originalName).isEqualTo("front.png");
        assertThat(photo.checksum).hasSize(64);
    }

    @Test
    void the_description_is_no_second_update() {
        Photo photo = new Photo();
        photo.file = FileRef.of("front.png", "pixels");
        UNIT.commit(em -> {
            em.persist(photo);
            em.flush();
            em.flush();
        });

        UNIT.commit(em -> em.find(Photo.class, photo.id));

        assertThat(UNIT.sql().all("update")).isEmpty();
    }

    @Test
    void with_DynamicUpdate_only_the_file_and_its_description_are_written() {
        Sparse sparse = new Sparse();
        sparse.file = FileRef.of("front.png", "pixels");
        UNIT.save(sparse);
        UNIT.sql().clear();

        UNIT.commit(em -> em.find(Sparse.class, sparse.id).file = FileRef.of("back.txt", "longer text"));

        List<String> updates = UNIT.sql().all("update");
        assertThat(updates).hasSize(1);
        assertThat(updates.get(0)).contains("file=?", "bytes=?").doesNotContain("remark");
    }

    @Test
    void an_update_of_something_else_keeps_the_description() {
        Photo photo = new Photo();
        photo.file = FileRef.of("front.png", "pixels");
        UNIT.save(photo);
        String before = row(photo);

        UNIT.commit(em -> em.find(Photo.class, photo.id).remark = "nice");

        assertThat(row(photo)).isEqualTo(before);
    }

    @Test
    void an_embeddable_has_its_own_siblings() {
        Paper paper = new Paper();
        paper.sheet = new Sheet();
        paper.sheet.file = FileRef.of("front.png", "pixels");
        UNIT.save(paper);
        assertThat(UNIT.value("select concat_ws('|', bytes, originalName) from Paper where id = ?", paper.id))
                .hasValue("6|front.png");

        UNIT.commit(em -> em.find(Paper.class, paper.id).sheet.file = FileRef.of("back.txt", "longer text"));

        assertThat(UNIT.value("select concat_ws('|', bytes, originalName) from Paper where id = ?", paper.id))
                .hasValue("11|back.txt");
    }

    @Test
    void an_embeddable_in_a_collection_describes_a_new_file() {
        Binder binder = new Binder();
        binder.sheets.add(sheet(FileRef.of("front.png", "pixels")));
        UNIT.save(binder);
        UNIT.commit(em -> em.find(Binder.class, binder.id).sheets.add(sheet(FileRef.of("back.txt", "longer text"))));

        assertThat(sheets(binder)).containsExactly("6|front.png", "11|back.txt");
    }

    @Test
    void an_embeddable_in_a_new_collection_describes_an_existing_file() {
        String key = existing("old.txt", "text");
        Binder binder = new Binder();
        binder.sheets.add(sheet(StoredFiles.current().existing("default", key)));

        UNIT.save(binder);

        assertThat(sheets(binder)).containsExactly("4|old.txt");
    }

    @Test
    void an_embeddable_in_a_loaded_collection_describes_an_existing_file() {
        Binder binder = new Binder();
        binder.sheets.add(sheet(FileRef.of("front.png", "pixels")));
        UNIT.save(binder);
        String first = existing("first.txt", "text");
        String second = existing("second.txt", "other");

        UNIT.commit(em -> {
            Binder found = em.find(Binder.class, binder.id);
            found.sheets.get(0).file = StoredFiles.current().existing("default", first);
            found.sheets.add(sheet(StoredFiles.current().existing("default", second)));
        });

        assertThat(sheets(binder)).containsExactly("4|first.txt", "5|second.txt");
    }

    @Test
    void an_embeddable_in_a_collection_replaced_as_a_whole_describes_an_existing_file() {
        Binder binder = new Binder();
        binder.sheets.add(sheet(FileRef.of("front.png", "pixels")));
        UNIT.save(binder);
        String key = existing("old.txt", "text");

        UNIT.commit(em -> em.find(Binder.class, binder.id).sheets =
                new ArrayList<>(List.of(sheet(StoredFiles.current().existing("default", key)))));

        assertThat(sheets(binder)).containsExactly("4|old.txt");
    }

    @Test
    void an_embeddable_in_a_collection_describes_a_file_that_moves() {
        Photo photo = new Photo();
        photo.file = FileRef.of("front.png", "pixels");
        UNIT.save(photo);
        Binder from = new Binder();
        from.sheets.add(sheet(FileRef.of("back.txt", "longer text")));
        UNIT.save(from);
        Binder to = new Binder();

        UNIT.commit(em -> {
            Photo found = em.find(Photo.class, photo.id);
            to.sheets.add(sheet(found.file));
            found.file = null;
            Binder other = em.find(Binder.class, from.id);
            to.sheets.add(sheet(other.sheets.remove(0).file));
            em.persist(to);
        });

        assertThat(sheets(to)).hasSize(2);
        assertThat(sheets(to)).containsExactly("6|front.png", "11|back.txt");
    }

    @Test
    void an_embeddable_that_takes_a_file_over_within_its_collection_describes_it() {
        Binder binder = new Binder();
        binder.sheets.add(sheet(FileRef.of("front.png", "pixels")));
        UNIT.save(binder);

        UNIT.commit(em -> {
            List<Sheet> sheets = em.find(Binder.class, binder.id).sheets;
            sheets.set(0, sheet(sheets.get(0).file));
        });

        assertThat(sheets(binder)).containsExactly("6|front.png");
    }

    @Test
    void an_embeddable_in_a_merged_collection_describes_an_existing_file() {
        Binder binder = UNIT.save(new Binder());
        String key = existing("old.txt", "text");
        binder.sheets = new ArrayList<>(List.of(sheet(StoredFiles.current().existing("default", key))));

        UNIT.commit(em -> em.merge(binder));

        assertThat(sheets(binder)).containsExactly("4|old.txt");
    }

    @Test
    void an_embeddable_describes_an_existing_file() {
        String key = existing("old.txt", "text");
        Paper paper = new Paper();
        paper.sheet = sheet(StoredFiles.current().existing("default", key));

        UNIT.save(paper);

        assertThat(UNIT.value("select concat_ws('|', bytes, originalName) from Paper where id = ?", paper.id))
                .hasValue("4|old.txt");
    }

    @Test
    void a_file_of_the_disk_that_goes_to_the_disk_has_its_checksum(@TempDir Path folder) throws IOException {
        OnDisk entity = new OnDisk();
        entity.file = FileRef.of(Files.writeString(folder.resolve("abc.txt"), "abc"));

        UNIT.save(entity);

        assertThat(UNIT.value("select checksum from OnDisk where id = ?", entity.id))
                .hasValue("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void the_bytes_decide_the_type_of_a_copy_too() {
        Scan original = UNIT.save(scan(FileRef.of("evil.png", HTML)));
        assertThat(original.type).isEqualTo("text/html");

        Scan copy = UNIT.save(scan(original.file.copy()));

        assertThat(UNIT.value("select type from Scan where id = ?", copy.id)).hasValue("text/html");
    }

    @Test
    void the_bytes_decide_the_type_of_a_file_that_moves_too() {
        Scan from = UNIT.save(scan(FileRef.of("evil.png", HTML)));
        Scan to = new Scan();

        UNIT.commit(em -> {
            Scan found = em.find(Scan.class, from.id);
            to.file = found.file;
            found.file = null;
            em.persist(to);
        });

        assertThat(UNIT.value("select type from Scan where id = ?", to.id)).hasValue("text/html");
    }

    @Test
    void a_type_whose_file_cannot_be_read_fails_the_flush_with_a_clear_error() {
        String key = existing("old.png", "text");
        Photo photo = new Photo();
        photo.file = StoredFiles.current().existing("default", key);
        UNIT.storage().failOn(call -> call.startsWith("read"));

        assertThatThrownBy(() -> UNIT.save(photo))
                .hasStackTraceContaining(
                        "the media type of 'default:old.png', now in Photo.file, could not be told: the disk is on fire");

        assertThat(UNIT.storage().keys()).containsExactly(key);
    }

    private static Scan scan(FileRef file) {
        Scan scan = new Scan();
        scan.file = file;
        return scan;
    }

    private static Sheet sheet(FileRef file) {
        Sheet sheet = new Sheet();
        sheet.file = file;
        return sheet;
    }

    private static List<String> sheets(Binder binder) {
        return UNIT.rows(
                "select concat_ws('|', " + BYTES + ", coalesce(originalName, '-'))"
                        + " from Binder_sheets where Binder_id = ? order by sheets_ORDER",
                binder.id);
    }

    private static String existing(String key, String text) {
        UNIT.storage().put(key, text);
        return key;
    }

    private static String row(Described entity) {
        return UNIT.value(
                        "select concat_ws('|', " + BYTES + ", coalesce(type, '-'), coalesce(originalName, '-'),"
                                + " coalesce(checksum, '-')) from "
                                + entity.getClass().getSimpleName() + " where id = ?",
                        entity.id())
                .orElseThrow();
    }
}

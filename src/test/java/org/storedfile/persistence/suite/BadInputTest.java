package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.model.Folder;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Content;
import org.storedfile.storage.TestContents;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** What comes from outside and is wrong: one clear error, nothing stored, and the transaction can be tried again. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BadInputTest {
    @TempDir
    private static Path disk;

    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class, Narrow.class, OnDisk.class, Folder.class)
            .storage("disk", () -> FileSystemStorage.in(disk));

    @Test
    void a_column_too_short_is_an_error_that_says_what_is_needed() {
        Narrow narrow = new Narrow();
        narrow.scan = FileRef.of("scan.jpeg", "pixels");

        assertThatThrownBy(() -> UNIT.save(narrow))
                .hasStackTraceContaining("StoredFileException: the file 'scan.jpeg' of Narrow.scan cannot be stored:"
                        + " no key fits into 20 characters: the folder 'narrow', a random part of 12 characters and the"
                        + " extension '.jpeg' need 24; make the column longer");

        assertThat(UNIT.rows("select id from Narrow where id = ?", narrow.id)).isEmpty();
        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void in_a_column_too_short_a_shorter_extension_can_be_saved() {
        Narrow narrow = new Narrow();
        narrow.scan = FileRef.of("scan.jpeg", "pixels");
        assertThatThrownBy(() -> UNIT.save(narrow)).isNotNull();
        narrow.id = null;
        narrow.scan = FileRef.of("scan", "pixels");

        UNIT.save(narrow);

        assertThat(narrow.scan.key()).matches("narrow/[0-9a-z]{12}");
    }

    @Test
    void a_name_of_300_characters_is_cut_before_its_extension() {
        Album album = UNIT.save(new Album(FileRef.of("n".repeat(295) + ".jpeg", "pixels")));

        assertThat(album.cover.key()).hasSizeLessThanOrEqualTo(255).matches("covers/.*/n+_[0-9a-z]{12}\\.jpeg");
        assertThat(cover(album)).isEqualTo(album.cover.key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../etc/passwd",
                "..\\..\\windows\\system32\\passwd",
                "/etc/passwd",
                "pass\u0000wd",
                "pass\r\n\u001Bwd",
                "\u202Epass\u2066wd\u200F",
                "pass\uD800wd"
            })
    void a_name_stays_in_its_folder_and_is_cleaned(String name) {
        OnDisk entity = new OnDisk();
        entity.scan = FileRef.of(name, "text");

        UNIT.save(entity);

        assertThat(entity.scan.key()).matches("scans/passwd_[0-9a-z]{12}");
        assertThat(entity.scan.path()).startsWith(disk).hasContent("text");
        assertThat(UNIT.value("select originalName from OnDisk where id = ?", entity.id))
                .hasValue("passwd");
    }

    @Test
    void a_name_of_which_no_letter_is_left_becomes_file() {
        Album album = UNIT.save(new Album(FileRef.of("§%&.png", "pixels")));

        assertThat(album.cover.key()).matches("covers/.*/file_[0-9a-z]{12}\\.png");
    }

    static Content[] broken() {
        byte[] bytes = new byte[100_000];
        return new Content[] {
            TestContents.breaksAfter(bytes),
            TestContents.breaksAfter(new byte[0]),
            TestContents.breaksBeforeTheLastByte(bytes)
        };
    }

    @ParameterizedTest
    @MethodSource("broken")
    void a_stream_that_breaks_stores_nothing(Content content) {
        Album album = new Album(FileRef.of("front.png", content));

        assertThatThrownBy(() -> UNIT.save(album))
                .hasStackTraceContaining("StoredFileException: the file 'front.png' of Album.cover could not be stored")
                .hasStackTraceContaining("the source broke");

        assertThat(UNIT.rows("select id from Album where id = ?", album.id)).isEmpty();
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void a_stream_that_breaks_leaves_no_file_on_the_disk(Content content) throws IOException {
        OnDisk entity = new OnDisk();
        entity.scan = FileRef.of("broken.png", content);

        assertThatThrownBy(() -> UNIT.save(entity))
                .hasStackTraceContaining(
                        "StoredFileException: the file 'broken.png' of OnDisk.scan could not be stored")
                .hasStackTraceContaining("the source broke");

        try (Stream<Path> left = Files.walk(disk)) {
            assertThat(left.filter(path -> path.toString().contains("broken"))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 7})
    void a_stream_that_is_shorter_or_longer_than_announced_stores_nothing(long announced) {
        Album album = new Album(FileRef.of("front.png", new ByteArrayInputStream(new byte[4]), announced));

        assertThatThrownBy(() -> UNIT.save(album))
                .hasStackTraceContaining("StoredFileException: the file 'front.png' of Album.cover could not be stored")
                .hasStackTraceContaining(String.valueOf(announced));

        assertThat(UNIT.rows("select id from Album where id = ?", album.id)).isEmpty();
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void after_a_stream_that_broke_another_one_can_be_saved_and_the_first_says_why_not() throws IOException {
        Album album = new Album(FileRef.of(
                "front.png", Content.of(TestContents.breaksAfter(new byte[9]).open())));
        assertThatThrownBy(() -> UNIT.save(album)).isNotNull();
        album.id = null;

        assertThatThrownBy(() -> UNIT.save(album)).hasStackTraceContaining("cannot be read again: give a new one");
        album.id = null;
        album.cover = FileRef.of("front.png", "pixels");
        UNIT.save(album);

        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void a_column_that_names_no_file_is_told_with_its_row_when_the_row_gives_it_up() {
        Album album = UNIT.save(new Album());
        UNIT.commit(em -> em.createNativeQuery("update Album set cover = '../etc/passwd' where id = ?")
                .setParameter(1, album.id)
                .executeUpdate());

        UNIT.factory().getCache().evictAll();

        assertThatThrownBy(() -> UNIT.commit(em -> em.remove(em.find(Album.class, album.id))))
                .hasStackTraceContaining("StoredFileException: what the column of Album#" + album.id
                        + ".cover holds names no file: not a key: '../etc/passwd' has the segment '..'");

        assertThat(cover(album)).isEqualTo("../etc/passwd");
    }

    @Test
    void a_column_that_names_no_file_is_told_with_its_row_when_another_file_takes_its_place() {
        UNIT.storage().put("legacy/front.png", "pixels");
        Album album = UNIT.save(new Album());
        UNIT.commit(em -> em.createNativeQuery("update Album set cover = '../x' where id = ?")
                .setParameter(1, album.id)
                .executeUpdate());
        UNIT.factory().getCache().evictAll();

        assertThatThrownBy(() -> UNIT.commit(em -> em.find(Album.class, album.id).cover =
                        StoredFiles.current().existing("default", "legacy/front.png")))
                .hasStackTraceContaining(
                        "StoredFileException: what the column of Album#" + album.id
                                + ".cover holds names no file: not a key: '../x' has the segment '..'; correct the column by SQL");
        assertThatThrownBy(() -> UNIT.commit(em -> {
                    Album other = new Album();
                    other.cover = em.find(Album.class, album.id).cover;
                    em.persist(other);
                }))
                .hasStackTraceContaining("StoredFileException: what the column of Album#")
                .hasStackTraceContaining("'../x' has the segment '..'");
    }

    @Test
    void a_row_with_a_column_that_names_no_file_can_be_changed_otherwise() {
        Album album = UNIT.save(new Album());
        UNIT.commit(em -> em.createNativeQuery("update Album set cover = '../x' where id = ?")
                .setParameter(1, album.id)
                .executeUpdate());
        UNIT.factory().getCache().evictAll();

        UNIT.commit(em -> em.find(Album.class, album.id).title = "row " + album.id);

        assertThat(cover(album)).isEqualTo("../x");
        assertThat(UNIT.value("select title from Album where id = ?", album.id)).hasValue("row " + album.id);
    }

    @Test
    void a_column_of_an_element_that_names_no_file_is_told_with_its_row_when_the_row_gives_it_up() {
        Folder folder = new Folder();
        folder.pages.add(FileRef.of("page.png", "pixels"));
        UNIT.save(folder);
        UNIT.commit(em -> em.createNativeQuery("update Folder_pages set pages = '../etc/passwd' where Folder_id = ?")
                .setParameter(1, folder.id)
                .executeUpdate());
        UNIT.factory().getCache().evictAll();

        assertThatThrownBy(() ->
                        UNIT.commit(em -> em.find(Folder.class, folder.id).pages.clear()))
                .hasStackTraceContaining("StoredFileException: what the column of Folder#" + folder.id
                        + ".pages holds names no file: not a key: '../etc/passwd' has the segment '..'");

        assertThat(UNIT.rows("select pages from Folder_pages where Folder_id = ?", folder.id))
                .containsExactly("../etc/passwd");
    }

    @Test
    void an_object_that_does_not_exist_and_would_be_described_is_told_with_its_attribute() {
        OnDisk entity = UNIT.save(new OnDisk());
        FileRef missing = StoredFiles.current().existing("disk", "scans/missing.txt");

        assertThatThrownBy(() -> UNIT.commit(em -> em.find(OnDisk.class, entity.id).scan = missing))
                .hasStackTraceContaining(
                        "StoredFileException: 'disk:scans/missing.txt', now in OnDisk.scan, does not exist");

        assertThat(UNIT.value("select scan from OnDisk where id = ?", entity.id))
                .isEmpty();
    }

    private static String cover(Album album) {
        return UNIT.value("select cover from Album where id = ?", album.id).orElseThrow();
    }

    /** Has a column that fits few keys. */
    @Entity(name = "Narrow")
    public static class Narrow {
        @Id
        @GeneratedValue
        Long id;

        @Column(length = 20)
        @StoredFile(uploadTo = "narrow")
        FileRef scan;
    }

    /** Lies on the disk. */
    @Entity(name = "OnDisk")
    public static class OnDisk {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "disk", uploadTo = "scans", nameAttribute = "originalName")
        FileRef scan;

        String originalName;
    }
}

package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.filesystem.FileSystemStorage;
import org.storedfile.storage.memory.MemoryStorage;

/** The media type is looked for where somebody receives it, because that takes longer than storing a small file. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TypeLookTest {
    private static final List<String> LOOKS = new ArrayList<>();

    @TempDir
    private static Path disk;

    @RegisterExtension
    static final Unit UNIT = Unit.of(Draft.class, Letter.class)
            .storage("disk", () -> FileSystemStorage.in(disk))
            .storage("memory", MemoryStorage::new)
            .files(files -> files.contentTypes(TypeLookTest::look));

    /** One attribute that has its type told, and one that has not, in a folder. */
    @Entity(name = "Draft")
    public static class Draft {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "disk")
        FileRef plain;

        @StoredFile(storage = "disk", contentTypeAttribute = "type")
        FileRef typed;

        String type;
    }

    /** In a storage that keeps types. */
    @Entity(name = "Letter")
    public static class Letter {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "memory")
        FileRef file;
    }

    private static synchronized String look(String name, byte[] head) {
        LOOKS.add(name + " of " + head.length);
        return "text/x-" + head.length;
    }

    @BeforeEach
    void forget() {
        LOOKS.clear();
    }

    @Test
    void a_folder_does_not_ask_for_the_type() {
        Draft draft = new Draft();
        draft.plain = FileRef.of("a.txt", "abc");

        UNIT.save(draft);

        assertThat(LOOKS).isEmpty();
    }

    @Test
    void a_sibling_receives_it_after_one_look() {
        Draft draft = new Draft();
        draft.typed = FileRef.of("a.txt", "abcd");

        UNIT.save(draft);

        assertThat(UNIT.value("select type from Draft where id = ?", draft.id)).hasValue("text/x-4");
        assertThat(LOOKS).containsExactly("a.txt of 4");
    }

    @Test
    void a_storage_that_keeps_types_has_it_after_one_look() throws Exception {
        Letter letter = new Letter();
        letter.file = FileRef.of("a.txt", "abcde");

        UNIT.save(letter);

        assertThat(letter.file.contentType()).isEqualTo("text/x-5");
        assertThat(LOOKS).containsExactly("a.txt of 5");
    }

    @Test
    void a_sibling_receives_it_of_a_file_that_comes_from_another_attribute_of_the_same_transaction() {
        Draft draft = new Draft();
        draft.plain = FileRef.of("a.txt", "abcdef");

        UNIT.commit(em -> {
            em.persist(draft);
            em.flush();
            draft.typed = draft.plain;
            draft.plain = null;
        });

        assertThat(UNIT.value("select type from Draft where id = ?", draft.id)).hasValue("text/x-6");
        // EclipseLink describes it twice.
        assertThat(LOOKS).containsOnly("a.txt of 6");
    }
}

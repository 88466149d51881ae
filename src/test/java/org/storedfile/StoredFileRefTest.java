package org.storedfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.persistence.suite.run.RecordingStorage;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.TestContents;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** A file that is stored: what can be asked of it, and what that costs. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StoredFileRefTest {
    private static final Key KEY = Key.of("notes/note.txt");

    private final RecordingStorage archive = new RecordingStorage();
    private final FileOwner transaction = () -> false;
    private FileSystemStorage local;
    private StoredFiles.Registration registration;

    @TempDir
    private Path folder;

    @BeforeEach
    void register() throws IOException {
        LinkSigner signer = LinkSigner.with("0123456789abcdef0123456789abcdef".getBytes(UTF_8))
                .build();
        local = FileSystemStorage.builder(folder)
                .links(URI.create("https://files.example/"), signer)
                .build();
        local.write(KEY, TestContents.text("0123456789"));
        archive.put("notes/note.txt", "0123456789");
        registration = StoredFiles.builder()
                .storage("default", local)
                .storage("archive", archive)
                .build()
                .register();
    }

    @AfterEach
    void close() {
        registration.close();
    }

    @Test
    void it_knows_its_place() {
        FileRef file = stored("archive");

        assertThat(file.isStored()).isTrue();
        assertThat(file.storage()).isEqualTo("archive");
        assertThat(file.key()).isEqualTo("notes/note.txt");
        assertThat(file.name()).isEqualTo("note.txt");
        assertThat(file).hasToString("archive:notes/note.txt");
        assertThat(archive.calls()).isEmpty();
    }

    @Test
    void it_is_read_whole_or_in_part() throws IOException {
        FileRef file = stored("default");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(file.open()).hasContent("0123456789");
        assertThat(file.open(ByteRange.of(2, 3))).hasContent("234");
        assertThat(file.transferTo(out)).isEqualTo(10);
        assertThat(out.toString(UTF_8)).isEqualTo("0123456789");
    }

    @Test
    void size_and_type_ask_the_storage_once() throws IOException {
        FileRef file = stored("archive");

        assertThat(file.size()).isEqualTo(10);
        assertThat(file.size()).isEqualTo(10);
        assertThat(file.contentType()).isEqualTo("text/plain");
        assertThat(file.contentType()).isEqualTo("text/plain");

        assertThat(archive.calls()).containsExactly("find notes/note.txt", "read notes/note.txt");
    }

    @Test
    void existence_is_asked_each_time() throws IOException {
        FileRef file = stored("archive");
        assertThat(file.exists()).isTrue();

        archive.delete(Set.of(KEY));

        assertThat(file.exists()).isFalse();
    }

    @Test
    void a_missing_object_is_an_error_where_it_is_needed() {
        FileRef file = FileRefAccess.stored(new FileLocation("archive", Key.of("missing.txt")));

        assertThatThrownBy(file::size)
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("archive:missing.txt");
        assertThatThrownBy(file::open).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void a_local_storage_has_a_path_and_another_says_that_it_has_none() {
        assertThat(stored("default").path()).hasContent("0123456789");
        assertThatThrownBy(() -> stored("archive").path())
                .isInstanceOf(StoredFileException.class)
                .hasMessage("the storage 'archive' is not local");
    }

    @Test
    void a_link_asks_no_storage_and_a_storage_without_links_says_so() {
        assertThat(stored("default").url()).hasHost("files.example").hasPath("/notes/note.txt");
        assertThatThrownBy(() -> stored("archive").url())
                .isInstanceOf(StoredFileException.class)
                .hasMessage("the storage 'archive' makes no links");
        assertThat(archive.calls()).isEmpty();
    }

    @Test
    void files_at_the_same_place_are_equal() {
        FileRef file = stored("default");

        assertThat(file).isEqualTo(stored("default")).hasSameHashCodeAs(stored("default"));
        assertThat(file).isNotEqualTo(stored("archive")).isNotEqualTo(FileRef.of("note.txt", "0123456789"));
    }

    @Test
    void a_file_in_a_set_is_found_after_it_was_stored() {
        FileRef file = FileRef.of("note.txt", "text");
        Set<FileRef> set = new HashSet<>(Set.of(file));

        store(file);

        assertThat(set).contains(file);
        assertThat(file).isEqualTo(stored("default"));
    }

    @Test
    void a_rollback_makes_it_new_again() throws IOException {
        FileRef file = FileRef.of("front.txt", "text");
        store(file);
        assertThat(file.open()).hasContent("0123456789");

        FileRefAccess.rolledBack(file, transaction);

        assertThat(file.isStored()).isFalse();
        assertThat(file.name()).isEqualTo("front.txt");
        assertThat(file.open()).hasContent("text");
    }

    @Test
    void what_was_committed_cannot_be_claimed_or_rolled_back() {
        FileRef file = FileRef.of("front.txt", "text");
        store(file);

        FileRefAccess.committed(file, transaction);
        FileRefAccess.rolledBack(file, transaction);

        assertThat(FileRefAccess.claim(file, () -> false)).isNull();
        assertThat(file.key()).isEqualTo("notes/note.txt");
    }

    @Test
    void while_one_transaction_stores_it_another_is_refused() {
        FileRef file = FileRef.of("front.txt", "text");
        FileRefAccess.claim(file, transaction);

        assertThatThrownBy(() -> FileRefAccess.claim(file, () -> false))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("'front.txt'")
                .hasMessageContaining("copy()");
        assertThatThrownBy(() -> FileRefAccess.requireNoOther(file, () -> false))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("copy()");
        FileRefAccess.requireNoOther(file, transaction);
    }

    @Test
    void what_a_transaction_stored_it_does_not_store_again() {
        FileRef file = FileRef.of("front.txt", "text");
        assertThat(FileRefAccess.claim(file, transaction)).isNotNull();
        assertThat(FileRefAccess.claim(file, transaction)).isNotNull();

        store(file);

        assertThat(FileRefAccess.claim(file, transaction)).isNull();
    }

    @Test
    void a_transaction_that_turns_out_to_have_ended_gives_it_back() {
        FileRef file = FileRef.of("front.txt", "text");
        FileOwner lost = new FileOwner() {
            @Override
            public boolean hasEnded() {
                FileRefAccess.rolledBack(file, this);
                return true;
            }
        };
        FileRefAccess.claim(file, lost);

        assertThat(FileRefAccess.claim(file, transaction)).isNotNull();
        assertThat(FileRefAccess.isClaimedBy(file, transaction)).isTrue();
        assertThat(FileRefAccess.isClaimedBy(file, lost)).isFalse();
    }

    @Test
    void a_transaction_that_turns_out_to_have_ended_is_no_other() {
        FileRef file = FileRef.of("front.txt", "text");
        FileRefAccess.claim(file, () -> true);

        FileRefAccess.requireNoOther(file, transaction);

        assertThat(FileRefAccess.claim(file, transaction)).isNotNull();
    }

    @Test
    void a_copy_is_new_and_reads_the_bytes_of_the_original() throws IOException {
        FileRef copy = stored("default").copy();

        assertThat(copy.isStored()).isFalse();
        assertThat(copy.name()).isEqualTo("note.txt");
        assertThat(copy.open()).hasContent("0123456789");
    }

    @Test
    void a_stored_file_outlives_serialization_without_its_bytes() throws Exception {
        FileRef file = stored("archive");

        byte[] bytes = serialized(file);
        FileRef back = (FileRef) new ObjectInputStream(new ByteArrayInputStream(bytes)).readObject();

        assertThat(back).isEqualTo(file);
        assertThat(FileRefAccess.isExisting(back)).isFalse();
        assertThat(new String(bytes, UTF_8)).doesNotContain("0123456789");
    }

    @Test
    void serialization_forgets_that_the_application_vouched_for_it() throws Exception {
        FileRef file = StoredFiles.current().existing("archive", "notes/note.txt");
        assertThat(FileRefAccess.isExisting(file)).isTrue();

        FileRef back = (FileRef) new ObjectInputStream(new ByteArrayInputStream(serialized(file))).readObject();

        assertThat(FileRefAccess.isExisting(back)).isFalse();
    }

    @Test
    void what_the_storage_tells_while_a_row_adopts_the_file_leaves_it_adopted() throws Exception {
        FileRef file = StoredFiles.current().existing("archive", "notes/note.txt");
        archive.failOn(call -> {
            FileRefAccess.adopted(file);
            return false;
        });

        assertThat(file.size()).isEqualTo(10);

        assertThat(FileRefAccess.isExisting(file)).isFalse();
    }

    @Test
    void a_new_file_is_not_serialized() {
        FileRef file = FileRef.of("front.txt", "text");

        assertThatThrownBy(() -> serialized(file))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("front.txt")
                .hasMessageContaining("flush its entity first");
    }

    @Test
    void a_serialized_key_that_is_none_is_refused() throws Exception {
        byte[] honest = serialized(stored("archive"));

        byte[] forged = new String(honest, ISO_8859_1)
                .replace("notes/note.txt", "../../note.txt")
                .getBytes(ISO_8859_1);

        assertThatThrownBy(() -> new ObjectInputStream(new ByteArrayInputStream(forged)).readObject())
                .isInstanceOf(InvalidObjectException.class)
                .hasMessageContaining("..");
    }

    @Test
    void only_an_existing_storage_has_existing_files() {
        assertThatThrownBy(() -> StoredFiles.current().existing("missing", "note.txt"))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("'missing'")
                .hasMessageContaining("[archive, default]");
        assertThatThrownBy(() -> StoredFiles.current().existing("archive", "../note.txt"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void store(FileRef file) {
        FileRefAccess.claim(file, transaction);
        FileRefAccess.stored(file, transaction, "default", new StoredObject(KEY, 10, Instant.EPOCH));
    }

    private static FileRef stored(String storage) {
        return FileRefAccess.stored(new FileLocation(storage, KEY));
    }

    private static byte[] serialized(FileRef file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(file);
        }
        return bytes.toByteArray();
    }
}

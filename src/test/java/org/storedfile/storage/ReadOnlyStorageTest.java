package org.storedfile.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** Reads through the decorator what the contract writes beside it. */
class ReadOnlyStorageTest extends DecoratorContract {
    private static final Key KEY = Key.of("a/b.txt");

    @Override
    Storage around(Storage medium) {
        return medium;
    }

    @Override
    public Storage reading(Storage written) {
        return new ReadOnlyStorage(written);
    }

    @Test
    void writing_is_refused_and_reads_nothing() throws IOException {
        Storage written = newStorage();
        TestContents.Watched content = TestContents.unknownLength(new byte[10]);

        assertThatThrownBy(() -> reading(written).write(KEY, content))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessage("a/b.txt: cannot be written: the storage is read only");

        assertThat(content.opened()).isZero();
        assertThat(written.find(KEY)).isEmpty();
    }

    @Test
    void deleting_is_refused() throws IOException {
        Storage written = newStorage();
        written.write(KEY, text("bytes"));

        assertThatThrownBy(() -> reading(written).delete(List.of(KEY)))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessage("a/b.txt: cannot be deleted: the storage is read only");

        assertThat(written.read(KEY)).hasContent("bytes");
    }

    @Test
    void links_and_local_files_pass_and_copies_are_hidden() throws IOException {
        Storage storage = reading(newStorage());

        assertThat(storage.as(Links.class)).isPresent();
        assertThat(storage.as(LinkSigner.class)).isPresent();
        assertThat(storage.as(LocalFiles.class)).isPresent();
        assertThat(storage.as(Copies.class)).isEmpty();
        assertThat(storage.as(UnfinishedWrites.class)).isEmpty();
        assertThat(storage.as(FileSystemStorage.class)).isEmpty();
    }
}

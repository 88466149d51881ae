package org.storedfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.storage.DirectUpload;
import org.storedfile.storage.DirectUploads;
import org.storedfile.storage.ForwardingStorage;
import org.storedfile.storage.Key;
import org.storedfile.storage.PartedUpload;
import org.storedfile.storage.PartedUploads;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.UploadTerms;
import org.storedfile.storage.memory.MemoryStorage;

/** What a client may not send leaves nothing: neither a row of the journal nor an upload that was begun. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RefusedStagingTest {
    private static final UploadTerms TERMS = new UploadTerms(5, "image/png", Optional.empty(), Duration.ofMinutes(1));
    private static final UploadTerms TOO_LARGE =
            new UploadTerms(Taking.LARGEST + 1, "image/png", Optional.empty(), Duration.ofMinutes(1));

    private final List<Key> begun = new ArrayList<>();
    private final List<FileLocation> expiring = new ArrayList<>();
    private final StoredFiles files = StoredFiles.builder()
            .storage("default", new Taking(new MemoryStorage(), begun))
            .storage("closed", new MemoryStorage())
            .build();
    private final StagedFiles staged = files.staged();

    RefusedStagingTest() {
        var unused = files.expireLoose(new LooseObjects() {
            @Override
            public void expires(FileLocation file, Duration lifetime) {
                expiring.add(file);
            }

            @Override
            public Runnable goesWithOriginal(FileLocation variant) {
                return () -> {};
            }
        });
    }

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void what_is_taken_expires() throws IOException {
        staged.put("a.png", TERMS);
        staged.form("a.png", TERMS);
        staged.parts("a.png", TERMS, 5);

        assertThat(begun).hasSize(3).doesNotHaveDuplicates();
        assertThat(expiring.stream().map(FileLocation::key)).containsExactlyElementsOf(begun);
    }

    @Test
    void a_name_of_which_nothing_is_left_is_refused_before_anything_is_begun() {
        assertThatThrownBy(() -> staged.put("..", TERMS)).hasMessageContaining("needs a name");
        assertThatThrownBy(() -> staged.form("..", TERMS)).hasMessageContaining("needs a name");
        assertThatThrownBy(() -> staged.parts("..", TERMS, 5)).hasMessageContaining("needs a name");

        assertThat(begun).isEmpty();
        assertThat(expiring).isEmpty();
    }

    @Test
    void terms_that_the_storage_refuses_leave_no_row() {
        assertThatThrownBy(() -> staged.put("a.png", TOO_LARGE)).hasMessage("too large");
        assertThatThrownBy(() -> staged.form("a.png", TOO_LARGE)).hasMessage("too large");

        assertThat(expiring).isEmpty();
    }

    @Test
    void a_storage_that_takes_nothing_from_clients_leaves_no_row() {
        StagedFiles closed = files.staged("closed");

        assertThatThrownBy(() -> closed.put("a.png", TERMS)).isInstanceOf(StoredFileException.class);
        assertThatThrownBy(() -> closed.form("a.png", TERMS)).isInstanceOf(StoredFileException.class);
        assertThatThrownBy(() -> closed.parts("a.png", TERMS, 5)).isInstanceOf(StoredFileException.class);

        assertThat(expiring).isEmpty();
    }

    /** Takes files from clients, up to a size, and keeps which ones were begun. */
    private record Taking(Storage storage, List<Key> begun) implements ForwardingStorage, DirectUploads, PartedUploads {
        static final long LARGEST = 1000;

        @Override
        public DirectUpload put(Key key, UploadTerms terms) {
            if (terms.size() > LARGEST) {
                throw new IllegalArgumentException("too large");
            }
            begun.add(key);
            return new DirectUpload("PUT", URI.create("https://storage"), Map.of(), Map.of());
        }

        @Override
        public DirectUpload form(Key key, UploadTerms terms) {
            return put(key, terms);
        }

        @Override
        public Optional<StoredObject> arrived(Key key) throws IOException {
            return find(key);
        }

        @Override
        public PartedUpload begin(Key key, UploadTerms terms, long partSize) {
            return new PartedUpload(new PartedUpload.Id("1"), partSize, List.of(put(key, terms)));
        }

        @Override
        public void complete(Key key, PartedUpload.Id upload, long size) {
            throw new UnsupportedOperationException("nothing is sent");
        }
    }
}

package org.storedfile.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.bytes;
import static org.storedfile.storage.TestContents.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What every storage promises where its medium ends: when it is full, and at links that lead out of it. */
public interface LimitsContract extends StorageFixture {
    @Test
    default void a_medium_that_fills_up_fails_the_write_and_keeps_nothing_of_it() throws Exception {
        Storage storage = newStorageThatFillsUp()
                .orElseGet(() -> Assumptions.abort("this medium cannot be made to fill up here"));
        Key small = Key.of("small.txt");
        Key large = Key.of("folder/too-large.bin");
        storage.write(small, text("small"));

        byte[] tooMuch = bytes(Math.max(1 << 20, 2 * partSize() + 1));
        assertThatThrownBy(() -> storage.write(large, Content.of(new ByteArrayInputStream(tooMuch))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(large.value());

        assertThat(reading(storage).find(large)).isEmpty();
        assertThat(leftovers(storage)).isZero();
        assertThat(reading(storage).read(small)).hasContent("small");
        storage.write(large, Content.of(bytes(100 << 10)));
        assertThat(reading(storage).find(large)).map(StoredObject::size).contains(100L << 10);
    }

    @Test
    default void a_symbolic_link_that_leads_out_is_not_followed() throws Exception {
        WayOut way = newStorageWithWayOut().orElseGet(() -> Assumptions.abort("this medium knows no symbolic links"));
        Storage written = way.storage();
        Storage storage = reading(written);
        Key secret = Key.of("way-out/secret.txt");

        leadsOut(() -> storage.read(secret));
        leadsOut(() -> storage.find(secret));
        leadsOut(() -> written.write(secret, text("foreign")));
        leadsOut(() -> written.write(Key.of("way-out/new/file.txt"), text("foreign")));
        leadsOut(() -> written.delete(List.of(secret)));
        written.as(Copies.class).ifPresent(copies -> leadsOut(() -> copies.copy(secret, Key.of("copy.txt"))));
        storage.as(LocalFiles.class)
                .ifPresent(
                        files -> assertThatThrownBy(() -> files.path(secret)).isInstanceOf(UncheckedIOException.class));
        for (String prefix : List.of("", "way-out", "way-out/")) {
            try (Stream<StoredObject> objects = storage.list(prefix)) {
                assertThat(objects).isEmpty();
            }
        }
        assertThat(way.outside().resolve("secret.txt")).hasContent("secret");
        assertThat(way.outside()).isDirectoryNotContaining("glob:**new");
    }

    private static void leadsOut(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IOException.class).hasMessageContaining("leads out");
    }

    /**
     * A storage that somebody put a symbolic link into.
     *
     * @param storage in which {@code way-out} is a link to {@code outside}
     * @param outside a folder outside of the storage, with {@code secret} in the file {@code secret.txt}
     */
    record WayOut(Storage storage, Path outside) {}
}

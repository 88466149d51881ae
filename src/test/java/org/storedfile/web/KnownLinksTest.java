package org.storedfile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.StoredFiles;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.PrefixStorage;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.filesystem.FileSystemStorage;

class KnownLinksTest {
    private static final Key KEY = Key.of("movies/trailer.mov");

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final KnownLinks links = new KnownLinks(2, clock);
    private StoredFiles files;

    @BeforeEach
    void open() throws IOException {
        files = files(1);
    }

    @Test
    void a_link_that_is_known_is_not_checked_again() {
        String query = query();
        SignedFile first = links.check(files, KEY.value(), query);

        assertThat(first.link()).isPresent();
        assertThat(links.check(files, KEY.value(), query)).isSameAs(first);
    }

    @Test
    void a_link_that_was_forgotten_is_checked_again() {
        String query = query();
        SignedFile first = links.check(files, KEY.value(), query);

        links.forget();

        SignedFile again = links.check(files, KEY.value(), query);
        assertThat(again.link()).isPresent();
        assertThat(again).isNotSameAs(first);
    }

    @Test
    void a_link_that_is_known_expires() {
        String query = query();
        assertThat(links.check(files, KEY.value(), query).link()).isPresent();

        now = now.plus(Duration.ofHours(2));

        SignedFile late = links.check(files, KEY.value(), query);
        assertThat(late.link()).isEmpty();
        assertThat(late.isExpired()).isTrue();
    }

    @Test
    void a_link_unlike_the_one_that_is_known_is_no_good() {
        String query = query();
        assertThat(links.check(files, KEY.value(), query).link()).isPresent();

        char last = query.charAt(query.length() - 1);
        String changed = query.substring(0, query.length() - 1) + (last == 'A' ? 'B' : 'A');
        assertThat(links.check(files, KEY.value(), changed).link()).isEmpty();
        assertThat(links.check(files, "movies/other.mov", query).link()).isEmpty();
        assertThat(links.check(files, KEY.value(), "").link()).isEmpty();
    }

    @Test
    void a_link_is_known_only_to_those_who_signed_it() throws IOException {
        String query = query();
        assertThat(links.check(files, KEY.value(), query).link()).isPresent();

        assertThat(links.check(files(2), KEY.value(), query).link()).isEmpty();
    }

    @Test
    void a_link_is_known_no_longer_than_its_storage_has_the_signer() throws IOException {
        AtomicReference<LinkSigner> signers = new AtomicReference<>(signer(1));
        StoredFiles changing = StoredFiles.builder()
                .storage("default", new PrefixStorage(new SignedStorage(signers), Key.of("movies")))
                .build();
        String query = query();
        SignedFile first = links.check(changing, KEY.value(), query);
        assertThat(first.link()).isPresent();
        assertThat(links.check(changing, KEY.value(), query)).isSameAs(first);

        signers.set(signer(2));

        assertThat(links.check(changing, KEY.value(), query).link()).isEmpty();
        signers.set(signer(1));
        assertThat(links.check(changing, KEY.value(), query)).isNotSameAs(first);
    }

    @Test
    void links_that_were_followed_long_ago_are_forgotten() {
        String query = query();
        SignedFile first = links.check(files, KEY.value(), query);
        for (String name : new String[] {"a", "b"}) {
            assertThat(links.check(files, name, query(Key.of(name))).link()).isPresent();
        }

        assertThat(links.check(files, KEY.value(), query)).isNotSameAs(first).isEqualTo(first);
    }

    private String query() {
        return query(KEY);
    }

    private String query(Key key) {
        return signer(1).url(URI.create("/files"), key, LinkOptions.DEFAULTS).getRawQuery();
    }

    private StoredFiles files(int secret) throws IOException {
        return StoredFiles.builder()
                .storage(
                        "default",
                        FileSystemStorage.builder(folder)
                                .links(URI.create("/files"), signer(secret))
                                .build())
                .build();
    }

    private LinkSigner signer(int secret) {
        byte[] bytes = new byte[LinkSigner.MIN_SECRET_BYTES];
        bytes[0] = (byte) secret;
        return LinkSigner.with(bytes).clock(clock).build();
    }

    /** Has other signers in time. */
    private record SignedStorage(AtomicReference<LinkSigner> signers) implements Storage {
        @Override
        public StoredObject write(Key key, Content content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public InputStream read(Key key, ByteRange range) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<StoredObject> find(Key key) {
            return Optional.empty();
        }

        @Override
        public void delete(Collection<Key> keys) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Stream<StoredObject> list(String prefix) {
            return Stream.empty();
        }

        @Override
        public <C> Optional<C> as(Class<C> capability) {
            return capability == LinkSigner.class
                    ? Optional.ofNullable(signers.get()).map(capability::cast)
                    : Storage.super.as(capability);
        }
    }
}

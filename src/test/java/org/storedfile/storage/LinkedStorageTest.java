package org.storedfile.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.storedfile.storage.memory.MemoryStorage;

class LinkedStorageTest extends DecoratorContract {
    private static final URI BASE = URI.create("https://example.org/files");
    private static final Key KEY = Key.of("a b.txt");
    private final LinkSigner signer = LinkSigner.with(new byte[32]).build();

    @Override
    Storage around(Storage medium) {
        return new LinkedStorage(medium, BASE, signer);
    }

    @Test
    void a_link_leads_to_the_application_which_can_check_it() {
        Storage storage = around(new MemoryStorage());
        URI link = storage.as(Links.class).orElseThrow().url(KEY, LinkOptions.DEFAULTS);

        assertThat(link.toString()).startsWith("https://example.org/files/a%20b.txt?expires=");
        assertThat(storage.as(LinkSigner.class).orElseThrow().check("a%20b.txt", link.getRawQuery()))
                .isInstanceOf(LinkCheck.Valid.class);
    }

    @Test
    void nobody_is_sent_on_unless_that_is_asked_for_and_the_medium_makes_links() {
        LinkedStorage bucket = new LinkedStorage(new MemoryStorage(), URI.create("https://bucket.example.org"), signer);
        LinkedStorage linked = new LinkedStorage(bucket, BASE, signer);

        assertThat(linked.as(DirectLinks.class)).isEmpty();
        assertThat(new LinkedStorage(new MemoryStorage(), BASE, signer)
                        .redirecting()
                        .as(DirectLinks.class))
                .isEmpty();
        assertThat(linked.redirecting().as(DirectLinks.class).orElseThrow().url(KEY, LinkOptions.DEFAULTS))
                .hasHost("bucket.example.org");
    }

    @Test
    void a_part_and_a_read_only_view_send_on_as_well() {
        LinkedStorage bucket = new LinkedStorage(new MemoryStorage(), URI.create("https://bucket.example.org"), signer);
        Storage part = new PrefixStorage(
                new ReadOnlyStorage(new LinkedStorage(bucket, BASE, signer).redirecting()), Key.of("tenant"));

        assertThat(part.as(DirectLinks.class).orElseThrow().url(KEY, LinkOptions.DEFAULTS))
                .hasHost("bucket.example.org")
                .hasPath("/tenant/a b.txt");
    }

    @Test
    void it_can_do_whatever_the_medium_can() throws IOException {
        assertThat(around(new MemoryStorage()).as(Copies.class)).isPresent();
        assertThat(around(new MemoryStorage()).as(LocalFiles.class)).isEmpty();
        assertThat(newStorage().as(UnfinishedWrites.class)).isPresent();
    }
}

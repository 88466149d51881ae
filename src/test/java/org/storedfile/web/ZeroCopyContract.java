package org.storedfile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.LinkedStorage;
import org.storedfile.storage.filesystem.FileSystemStorage;

/** What the servlet does besides in a container that sends files by itself. */
@NullUnmarked
abstract class ZeroCopyContract extends ServingContract {
    private static final URI BASE = URI.create("/app/files");
    private static final Key LARGE = Key.of("large.bin");
    private final LinkSigner signer = LinkSigner.with(new byte[32]).build();
    private final byte[] bytes = new byte[1 << 20];
    private CountedStorage counted;
    private Container local;

    @BeforeEach
    void startWithFolder() throws Exception {
        new Random(3).nextBytes(bytes);
        counted = new CountedStorage(FileSystemStorage.in(temp.resolve("counted")));
        LinkedStorage storage = new LinkedStorage(counted, BASE, signer);
        storage.write(LARGE, Content.of(bytes));
        StoredFiles files = StoredFiles.builder().storage("default", storage).build();
        local = start(Map.of("/files/*", new StoredFileServlet(files)), Map.of(), temp.resolve("local"));
    }

    @AfterEach
    void stopLocal() {
        local.close();
    }

    @Test
    void a_large_local_file_does_not_enter_the_process() throws Exception {
        assertThat(fetch().body()).isEqualTo(bytes);
        assertThat(counted.reads()).hasValue(0);
    }

    @Test
    void the_end_of_a_large_local_file_does_not_enter_the_process() throws Exception {
        HttpResponse<byte[]> answer = fetch("Range", "bytes=500000-");

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(bytes, 500_000, bytes.length));
        assertThat(counted.reads()).hasValue(0);
    }

    private HttpResponse<byte[]> fetch(String... headers) throws Exception {
        URI link = signer.url(BASE, LARGE, LinkOptions.DEFAULTS.as("image/png"));
        return get(local.address().resolve(link).toString(), headers);
    }
}

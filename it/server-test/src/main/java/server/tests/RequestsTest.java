package server.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Server;

/** Files that come and go with requests. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class RequestsTest {
    private static final int REQUESTS = 20;
    private static final int BYTES = 300_000;

    @Test
    void parallel_requests_do_not_mix(Server server) {
        Page page = new Page(server);
        List<byte[]> uploads =
                IntStream.range(0, REQUESTS).mapToObj(RequestsTest::bytes).toList();
        // One that warms the server up, and gives EclipseLink identifiers for all: their table is locked meanwhile.
        page.uploadAndDownload(bytes(REQUESTS)).join();

        List<CompletableFuture<byte[]>> downloads =
                uploads.stream().map(page::uploadAndDownload).toList();

        for (int i = 0; i < REQUESTS; i++) {
            assertThat(downloads.get(i).join()).isEqualTo(uploads.get(i));
        }
    }

    private static byte[] bytes(int seed) {
        byte[] bytes = new byte[BYTES];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}

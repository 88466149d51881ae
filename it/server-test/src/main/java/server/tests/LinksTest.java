package server.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Server;

/** Signed links, which the servlet of the library serves that {@code storedfile.servlet} maps. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class LinksTest {
    private final byte[] bytes = new byte[300_000];

    private Page page;
    private String id;
    private Map<String, String> links;

    @BeforeEach
    void upload(Server server) throws Exception {
        new Random(1).nextBytes(bytes);
        page = new Page(server);
        id = page.upload(bytes);
        links = page.ask("links/" + id);
    }

    @Test
    void a_link_opens_the_file_and_names_what_it_is() throws Exception {
        HttpResponse<byte[]> shown = page.get(links.get("shown"));
        HttpResponse<byte[]> saved = page.get(links.get("saved"));

        assertThat(links.get("shown")).startsWith("/transactions/files/").contains("signature=");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).isEqualTo(bytes);
        assertThat(shown.headers().firstValue("Content-Length")).contains(String.valueOf(bytes.length));
        assertThat(shown.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/octet-stream");
        assertThat(shown.headers().firstValue("Accept-Ranges")).contains("bytes");
        assertThat(shown.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(shown.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        assertThat(saved.body()).isEqualTo(bytes);
        assertThat(saved.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"saved as.bin\"");
    }

    @Test
    void a_part_and_what_the_client_has_are_answered_as_such() throws Exception {
        HttpResponse<byte[]> part = page.get(links.get("shown"), "Range", "bytes=10-29");
        HttpResponse<byte[]> end = page.get(links.get("shown"), "Range", "bytes=-5");
        HttpResponse<byte[]> none = page.get(links.get("shown"), "Range", "bytes=300000-");
        String tag = part.headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> known = page.get(links.get("shown"), "If-None-Match", tag);

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 10-29/300000");
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 10, 30));
        assertThat(end.body()).isEqualTo(Arrays.copyOfRange(bytes, 299_995, 300_000));
        assertThat(none.statusCode()).isEqualTo(416);
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
    }

    @Test
    void a_link_that_was_changed_or_signed_by_others_tells_nothing() throws Exception {
        HttpResponse<byte[]> changed = page.get(links.get("saved").replace("saved", "other"));
        HttpResponse<byte[]> forged = page.get(links.get("forged"));
        HttpResponse<byte[]> missing = page.get(links.get("forged").replace("upload", "nothing"));
        HttpResponse<byte[]> folder = page.get("/transactions/files/");

        for (HttpResponse<byte[]> answer : List.of(changed, forged, missing, folder)) {
            assertThat(answer.statusCode()).as(answer.uri().toString()).isEqualTo(403);
            assertThat(text(answer)).isEqualTo("This link is not valid.\n");
        }
    }

    @Test
    void an_expired_link_is_gone_and_one_to_a_removed_file_finds_nothing() throws Exception {
        assertThat(page.get(links.get("expired")).statusCode()).isEqualTo(410);

        page.remove(id);

        assertThat(page.get(links.get("shown")).statusCode()).isEqualTo(404);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}

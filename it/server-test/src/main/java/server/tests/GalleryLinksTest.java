package server.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Server;

/** The gallery where its storage has a base-url: the pages' links are signed, those to thumbnails too. */
@Tag("gallery")
@EnabledIfSystemProperty(named = "gallery.files", matches = ".+")
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class GalleryLinksTest {
    private GalleryClient client;
    private byte[] picture;
    private List<String> links;

    @BeforeEach
    void add(Server server) throws Exception {
        client = new GalleryClient(server.address("gallery"));
        picture = Samples.picture(61);
        client.add("Linked", "linked.png", picture);
        String item = client.newest();
        links = new ArrayList<>(List.of(client.opened(item), client.download(item)));
        links.addAll(GalleryPicturesTest.addresses(GalleryClient.first(GalleryPicturesTest.CARD, client.page(""))));
    }

    @Test
    void files_and_thumbnails_have_signed_links_that_open() throws Exception {
        assertThat(links).hasSize(4);
        for (String link : links) {
            HttpResponse<byte[]> answer = client.get(link);

            assertThat(link).startsWith("/gallery/files/gallery/").contains("signature=");
            assertThat(answer.statusCode()).as(link).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("image/");
            assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("immutable");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
        assertThat(client.get(links.get(0)).body()).isEqualTo(picture);
        assertThat(client.get(links.get(1)).headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"linked.png\"");
    }

    @Test
    void each_is_served_in_parts_and_not_again_to_who_has_it() throws Exception {
        for (String link : links) {
            byte[] whole = client.get(link).body();
            HttpResponse<byte[]> part = client.get(link, "Range", "bytes=10-29");
            String tag = part.headers().firstValue("ETag").orElseThrow();

            assertThat(part.statusCode()).as(link).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 10, 30));
            assertThat(client.get(link, "If-None-Match", tag).statusCode()).isEqualTo(304);
        }
    }

    @Test
    void one_that_was_changed_is_refused() throws Exception {
        for (String link : links) {
            assertThat(client.get(link.replace("signature=", "signature=A")).statusCode())
                    .as(link)
                    .isEqualTo(403);
            assertThat(client.get(link.substring(0, link.indexOf('?'))).statusCode())
                    .as(link)
                    .isEqualTo(403);
        }
    }
}

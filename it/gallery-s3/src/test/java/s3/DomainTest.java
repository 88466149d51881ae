package s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import server.Server;
import server.tests.GalleryClient;
import server.tests.RunningServer;
import server.tests.Samples;

/** The gallery with a domain in front of the bucket, whose links are not signed, so that they have no names. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class DomainTest {
    private static final Pattern PICTURE = Pattern.compile("<div class=\"stage\"><img src=\"([^\"]+)\"");
    private static final Pattern CARD = Pattern.compile("<img class=\"thumb\" src=\"([^\"]+)\"");

    private static final String OPTION = "storedfile.storages.default.";

    @TempDir
    private Path folder;

    private static Variation gallery;

    private GalleryClient client;
    private List<String> before;

    @BeforeAll
    static void deploy(Server server) throws Exception {
        gallery = Variation.deploy(
                server, "domain", List.of(OPTION + "custom-domain=" + Bucket.domain(), OPTION + "acl=public-read"));
    }

    @BeforeEach
    void look() throws Exception {
        client = new GalleryClient(gallery.home());
        before = client.items();
    }

    // Those of this application have numbers of their own, and would stay the newest.
    @AfterEach
    void remove_what_was_added() throws Exception {
        for (String item : client.items()) {
            if (!before.contains(item)) {
                client.remove(item);
            }
        }
    }

    @AfterAll
    static void undeploy() throws Exception {
        if (gallery != null) {
            gallery.close();
        }
    }

    @Test
    void pictures_come_from_the_domain_and_what_needs_a_name_from_the_gallery() throws Exception {
        byte[] picture = Samples.picture(63);
        client.add("In a domain", "domain.png", picture);
        String item = client.newest();

        String card = GalleryClient.first(CARD, client.page(""));
        String shown = GalleryClient.first(PICTURE, client.page(item));
        HttpResponse<byte[]> saved = client.get(client.download(item));
        HttpResponse<byte[]> opened = client.get(client.opened(item));

        assertThat(List.of(card, shown)).allMatch(link -> link.startsWith(Bucket.domain() + "/gallery/"));
        assertThat(client.get(card).statusCode()).isEqualTo(200);
        assertThat(client.get(shown).statusCode()).isEqualTo(200);
        assertThat(saved.body()).isEqualTo(picture);
        assertThat(saved.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"domain.png\"");
        assertThat(opened.body()).isEqualTo(picture);
        assertThat(opened.headers().firstValue("Content-Disposition")).contains("inline; filename=\"domain.png\"");
    }

    @Test
    void an_animation_and_a_text_have_pages_too() throws Exception {
        byte[] film = Samples.animation(3);
        client.add("Film", "film.gif", film);
        String item = client.newest();
        client.add("Text", "text.txt", "text".getBytes(UTF_8));

        String shown = GalleryClient.first(PICTURE, client.page(item)).replace("&amp;", "&");

        assertThat(client.get(shown).body()).isEqualTo(film);
        assertThat(client.get(client.download(client.newest())).body()).isEqualTo("text".getBytes(UTF_8));
    }

    @Test
    void pages_allow_pictures_of_the_domain_and_uploads_to_the_bucket() throws Exception {
        HttpResponse<String> page = client.call("GET", "add", BodyPublishers.noBody(), "Accept", "text/html");

        String origin = Bucket.domain().resolve("/").toString().replaceFirst("/$", "");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("img-src 'self' blob: " + origin + ";")
                .contains("connect-src 'self' " + Bucket.endpoint() + ";");
    }

    @Test
    void a_browser_sends_files_to_the_bucket_and_shows_pictures_of_the_domain() throws Exception {
        byte[] picture = Samples.picture(64);
        Path file = Files.write(folder.resolve("straight.png"), picture);
        try (Chromium browser = Chromium.start()) {
            browser.openForm(gallery.home());
            browser.write("Past the domain");
            browser.choose(file);
            browser.sendStraight();
            browser.submit();

            browser.await(".done", "Added.");
            assertThat(browser.sent()).hasSize(2).last().isEqualTo("PUT " + Bucket.endpoint());
            browser.one(".card:first-child a").click();
            browser.await("h1", "Past the domain");
            browser.awaitShown(".stage img");
        }
        assertThat(client.get(client.download(client.newest())).body()).isEqualTo(picture);
    }
}

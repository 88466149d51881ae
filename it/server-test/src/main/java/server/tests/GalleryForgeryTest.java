package server.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Server;

/** Requests that another site has somebody's browser send: with its session, and without the secret of its pages. */
@Tag("gallery")
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class GalleryForgeryTest {
    private static final Pattern SECRET = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private GalleryClient client;
    private String item;
    private List<String> before;

    /** One of another session, one that is too short, one that is too long, and none. */
    private List<Optional<String>> secrets;

    @BeforeEach
    void open(Server server) throws Exception {
        client = new GalleryClient(server.address("gallery"));
        client.add("Mine", "mine.txt", "mine".getBytes(UTF_8));
        item = client.newest();
        before = client.items();
        String mine = secret(client);
        assertThat(secret(client)).as("the session's").isEqualTo(mine);
        String other = secret(new GalleryClient(server.address("gallery")));
        secrets =
                List.of(Optional.of(other), Optional.of(mine.substring(1)), Optional.of(mine + "A"), Optional.empty());
    }

    @Test
    void none_adds_a_file() throws Exception {
        for (Optional<String> secret : secrets) {
            refused(client.send("add", form(secret)));
        }

        assertThat(client.items()).isEqualTo(before);
    }

    @Test
    void none_changes_an_item() throws Exception {
        for (Optional<String> secret : secrets) {
            refused(client.send(item + "/edit", form(secret)));
        }

        assertThat(client.page(item)).contains("Mine").contains("mine.txt").doesNotContain("Forged");
    }

    @Test
    void none_removes_an_item() throws Exception {
        for (Optional<String> secret : secrets) {
            refused(post(item + "/remove", "version=0", secret));
        }

        assertThat(client.items()).isEqualTo(before);
    }

    @Test
    void none_is_told_where_the_storage_takes_files() throws Exception {
        for (Optional<String> secret : secrets) {
            refused(post("direct", "name=a.txt&size=1&type=text/plain", secret));
        }
    }

    @Test
    void none_passes_for_a_program() throws Exception {
        Multipart form = new Multipart().text("title", "Forged").file("file", "a.txt", new byte[] {65});

        HttpResponse<String> added =
                call("POST", "api/items", form.contentType(), BodyPublishers.ofByteArray(form.bytes()));
        HttpResponse<String> changed =
                call("PUT", "api/" + item, "application/json", BodyPublishers.ofString("{\"title\":\"Forged\"}"));

        assertThat(added.statusCode()).as(added.body()).isEqualTo(403);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(403);
        assertThat(client.items()).isEqualTo(before);
        assertThat(client.page(item)).contains("Mine").doesNotContain("Forged");
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("This form is too old");
    }

    private static Multipart form(Optional<String> secret) {
        Multipart form = new Multipart().text("title", "Forged").text("version", "0");
        secret.ifPresent(text -> form.text("csrf", text));
        return form.file("files", "a.txt", new byte[] {65});
    }

    private HttpResponse<String> post(String path, String fields, Optional<String> secret) throws Exception {
        String body = fields + secret.map(text -> "&csrf=" + text).orElse("");
        return call("POST", path, "application/x-www-form-urlencoded", BodyPublishers.ofString(body));
    }

    private HttpResponse<String> call(String method, String path, String type, BodyPublisher body) throws Exception {
        return client.call(method, path, body, "Content-Type", type);
    }

    private static String secret(GalleryClient session) throws Exception {
        return GalleryClient.first(SECRET, session.page("add"));
    }
}

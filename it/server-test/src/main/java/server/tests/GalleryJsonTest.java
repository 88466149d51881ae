package server.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Server;

/** The gallery, as a program uses it: with the server's own Jakarta REST and JSON Binding. */
@Tag("gallery")
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class GalleryJsonTest {
    private static final Pattern ID = Pattern.compile("\"id\":([0-9]+)");
    private static final int LIMIT = 8 * 1024 * 1024;

    private GalleryClient client;

    @BeforeEach
    void open(Server server) {
        client = new GalleryClient(server.address("gallery"));
    }

    @Test
    void a_file_is_written_with_name_size_and_type() throws Exception {
        byte[] picture = Samples.picture(21);
        client.add("In JSON", "json.png", picture);

        HttpResponse<String> answer = get("api/" + client.newest());

        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(answer.body())
                .contains("\"title\":\"In JSON\"")
                .contains("\"fileName\":\"json.png\"")
                .containsPattern("\"file\":\\{\"name\":\"json_[a-z0-9]{12}-640x480\\.png\",\"size\":" + picture.length
                        + ",\"type\":\"image/png\",\"url\":(null|\"[^\"]+\")\\}");
        assertThat(get("api/items").body())
                .startsWith("[")
                .contains("\"title\":\"In JSON\"")
                .contains("\"size\":" + picture.length)
                .contains("\"contentType\":\"image/png\"")
                .as("what the row does not tell")
                .doesNotContain("\"file\":");
    }

    @Test
    void a_resource_serves_parts_and_knows_what_the_client_has() throws Exception {
        byte[] picture = Samples.picture(22);
        client.add("By REST", "rest.png", picture);
        String file = "api/" + client.newest() + "/file";

        HttpResponse<byte[]> whole = client.get(file);
        HttpResponse<byte[]> part = client.get(file, "Range", "bytes=10-29");

        assertThat(whole.body()).isEqualTo(picture);
        assertThat(whole.headers().firstValue("Content-Disposition")).contains("inline; filename=\"rest.png\"");
        // Payara Micro adds the charset that web.xml gives to answers.
        assertThat(whole.headers().firstValue("Content-Type").orElseThrow()).startsWith("image/png");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(picture, 10, 30));
        assertThat(client.get(
                                file,
                                "If-None-Match",
                                whole.headers().firstValue("ETag").orElseThrow())
                        .statusCode())
                .isEqualTo(304);
        assertThat(client.get(file, "Range", "bytes=99999999-").statusCode()).isEqualTo(416);
    }

    @Test
    void an_uploaded_part_is_stored_as_it_comes_without_its_folders() throws Exception {
        byte[] picture = Samples.picture(23);

        HttpResponse<String> answer =
                add(new Multipart().text("title", "Sent by a program").file("file", "../../etc/Grüße.png", picture));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body()).contains("\"fileName\":\"Grüße.png\"").contains("\"size\":" + picture.length);
        String item = "items/" + GalleryClient.first(ID, answer.body());
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/api/" + item);
        assertThat(client.get(item + "/file").body()).isEqualTo(picture);
    }

    @Test
    void what_breaks_a_rule_of_the_entity_is_refused_while_it_comes() throws Exception {
        int before = client.items().size();

        HttpResponse<String> large = add(new Multipart()
                .text("title", "Large")
                .file("file", "large.txt", "large ".repeat(LIMIT / 5).getBytes(UTF_8)));
        HttpResponse<String> program = add(new Multipart()
                .text("title", "Page")
                .file("file", "page.png", "<html><script>1</script>".getBytes(UTF_8)));
        HttpResponse<String> untitled =
                add(new Multipart().text("title", "").file("file", "a.txt", "a".getBytes(UTF_8)));

        assertThat(large.statusCode()).as(large.body()).isEqualTo(422);
        assertThat(large.body()).contains("at most 8 MB");
        assertThat(program.statusCode()).as(program.body()).isEqualTo(422);
        assertThat(untitled.body()).contains("Give it a title.");
        assertThat(client.items()).hasSize(before);
    }

    @Test
    void half_a_form_is_refused_and_nothing_is_stored() throws Exception {
        client.add("Whole", "whole.txt", "whole".getBytes(UTF_8));
        int before = client.items().size();
        Set<Path> stored = StoredFolder.files();
        Multipart form = new Multipart()
                .text("title", "Half")
                .file("file", "half.txt", "a line of a text\n".repeat(10_000).getBytes(UTF_8));

        HttpResponse<String> half = send(Arrays.copyOf(form.bytes(), 100_000), form.contentType());
        HttpResponse<String> endless = send(form.bytes(), "multipart/form-data");

        assertThat(half.statusCode()).as(half.body()).isEqualTo(400);
        assertThat(endless.statusCode()).as(endless.body()).isEqualTo(400);
        assertThat(client.items()).hasSize(before);
        assertThat(stored).containsAll(StoredFolder.files());
    }

    @Test
    void a_title_is_changed_but_nobody_makes_a_file_from_JSON() throws Exception {
        client.add("Old", "old.png", Samples.picture(24));
        String item = "api/" + client.newest();

        HttpResponse<String> changed = put(item, "{\"title\":\"New\"}");
        HttpResponse<String> refused = put(item, "{\"title\":\"Newer\",\"file\":\"gallery/any.png\"}");

        assertThat(changed.body()).contains("\"title\":\"New\"");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains("a file cannot be made from JSON");
        assertThat(get(item).body()).contains("\"title\":\"New\"");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.call("GET", path, BodyPublishers.noBody(), "Accept", "application/json");
    }

    private HttpResponse<String> put(String path, String json) throws Exception {
        return client.call(
                "PUT",
                path,
                BodyPublishers.ofString(json),
                "Content-Type",
                "application/json",
                "X-Requested-With",
                "test");
    }

    private HttpResponse<String> add(Multipart form) throws Exception {
        return send(form.bytes(), form.contentType());
    }

    private HttpResponse<String> send(byte[] body, String type) throws Exception {
        return client.call(
                "POST",
                "api/items",
                BodyPublishers.ofByteArray(body),
                "Content-Type",
                type,
                "X-Requested-With",
                "test");
    }
}

package server.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Server;

/** The gallery, as somebody uses it without scripts. */
@Tag("gallery")
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class GalleryHttpTest {
    private static final Pattern KEPT_ADDRESS = Pattern.compile("src=\"[^\"]*(kept\\?[^\"]+)&amp;size=thumb\"");
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; ?rel=\"next\"");
    private static final Pattern ID = Pattern.compile("\"id\":[0-9]+");
    private static final int PAGE = 60;
    private static final int LIMIT = 8 * 1024 * 1024;

    private GalleryClient client;

    @BeforeEach
    void open(Server server) {
        client = new GalleryClient(server.address("gallery"));
    }

    @Test
    void a_picture_comes_back_byte_for_byte_under_its_name() throws Exception {
        byte[] picture = Samples.picture(1);

        HttpResponse<String> answer = client.add("Harbour at dawn", "Häfen & \"Kräne\".png", picture);

        String item = client.newest();
        HttpResponse<byte[]> shown = client.get(item + "/file");
        HttpResponse<byte[]> saved = client.get(item + "/download");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(client.landing(answer)).contains("Harbour at dawn").contains("Added.");
        assertThat(shown.body()).isEqualTo(picture);
        // Payara Micro adds the charset that web.xml gives to answers.
        assertThat(shown.headers().firstValue("Content-Type").orElseThrow()).startsWith("image/png");
        assertThat(shown.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(saved.body()).isEqualTo(picture);
        assertThat(saved.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment")
                .contains("H%C3%A4fen%20&%20%22Kr%C3%A4ne%22.png");
    }

    @Test
    void what_a_page_opens_and_saves_is_the_file() throws Exception {
        byte[] picture = Samples.picture(10);
        client.add("Linked", "linked.png", picture);
        String item = client.newest();

        HttpResponse<byte[]> shown = client.get(client.opened(item));
        HttpResponse<byte[]> saved = client.get(client.download(item));

        assertThat(shown.body()).isEqualTo(picture);
        assertThat(shown.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("inline");
        assertThat(saved.body()).isEqualTo(picture);
        assertThat(saved.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment")
                .contains("linked.png");
    }

    @Test
    void several_files_become_several_items() throws Exception {
        int before = client.items().size();

        client.send(
                "add",
                client.form("add")
                        .text("title", "Papers")
                        .file("files", "one.pdf", Samples.pdf())
                        .file("files", "two.txt", "two".getBytes(UTF_8)));

        assertThat(client.items()).hasSize(before + 2);
    }

    @Test
    void a_part_and_a_known_file_are_answered_as_such() throws Exception {
        byte[] picture = Samples.picture(2);
        client.add("Range", "range.png", picture);
        String file = client.newest() + "/file";

        HttpResponse<byte[]> part = client.get(file, "Range", "bytes=10-29");
        String tag = part.headers().firstValue("ETag").orElseThrow();

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(picture, 10, 30));
        assertThat(client.get(file, "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void a_replaced_file_is_another_and_the_title_changes_with_it() throws Exception {
        client.add("Before", "before.png", Samples.picture(3));
        String item = client.newest();
        byte[] next = Samples.picture(4);

        HttpResponse<String> answer = client.send(
                item + "/edit",
                client.form(item + "/edit").text("title", "After").file("files", "after.png", next));

        assertThat(client.landing(answer))
                .contains("After")
                .contains("after.png")
                .contains("Saved.");
        assertThat(client.get(item + "/file").body()).isEqualTo(next);
    }

    @Test
    void a_change_without_a_file_keeps_the_file() throws Exception {
        byte[] picture = Samples.picture(5);
        client.add("Before", "same.png", picture);
        String item = client.newest();

        client.send(
                item + "/edit",
                client.form(item + "/edit").text("title", "After").file("files", "", new byte[0]));

        assertThat(client.page(item)).contains("After").contains("same.png");
        assertThat(client.get(item + "/file").body()).isEqualTo(picture);
    }

    @Test
    void a_removed_item_is_gone_with_its_file() throws Exception {
        client.add("To be removed", "gone.png", Samples.picture(6));
        String item = client.newest();

        HttpResponse<String> answer = client.remove(item);

        assertThat(client.landing(answer)).contains("Removed.");
        assertThat(client.get(item).statusCode()).isEqualTo(404);
        assertThat(client.get(item + "/file").statusCode()).isEqualTo(404);
    }

    @Test
    void a_form_without_a_title_comes_back_and_keeps_the_file() throws Exception {
        byte[] picture = Samples.picture(7);

        HttpResponse<String> answer = client.add("  ", "kept.png", picture);

        String form = client.path(answer);
        assertThat(client.page(form)).contains("Give it a title.").contains("kept.png");
        assertThat(client.page(form)).as("after a reload").contains("kept.png");
        String kept = GalleryClient.first(KEPT_ADDRESS, client.page(form)).replace("&amp;", "&");
        assertThat(client.get(kept).body()).isEqualTo(picture);
        client.send("add", client.form(form).text("title", "With a title"));
        assertThat(client.page(client.newest())).contains("With a title").contains("kept.png");
        assertThat(client.get(client.newest() + "/file").body()).isEqualTo(picture);
        assertThat(client.get(kept).statusCode()).isEqualTo(404);
    }

    @Test
    void a_kept_file_that_is_no_longer_wanted_is_not_added() throws Exception {
        String form = client.path(client.add("", "unwanted.png", Samples.picture(8)));
        String draft = form.substring(form.indexOf('=') + 1);

        HttpResponse<String> answer =
                client.send("add", client.form("add").text("draft", draft).text("title", "Nothing"));

        assertThat(client.landing(answer)).contains("Choose at least one file.").doesNotContain("unwanted.png");
    }

    @Test
    void a_file_that_is_too_large_is_refused_and_the_others_are_kept() throws Exception {
        int before = client.items().size();

        HttpResponse<String> answer = client.send(
                "add",
                client.form("add")
                        .text("title", "Large")
                        .file("files", "large.txt", new byte[LIMIT + 1])
                        .file("files", "small.txt", "small".getBytes(UTF_8)));

        assertThat(client.landing(answer))
                .contains("“large.txt” is too large: it has 8.1 MB, and 8 MB is the most.")
                .contains("small.txt")
                .contains("value=\"Large\"");
        assertThat(client.items()).hasSize(before);
    }

    @Test
    void three_large_files_at_once_are_taken() throws Exception {
        int before = client.items().size();
        byte[] large = "large ".repeat(LIMIT / 6).getBytes(UTF_8);
        Multipart form = client.form("add").text("title", "Three");
        for (int i = 0; i < 3; i++) {
            form.file("files", "large-" + i + ".txt", large);
        }

        client.send("add", form);

        assertThat(client.items()).hasSize(before + 3);
    }

    @Test
    void many_items_have_several_pages() throws Exception {
        List<String> before = client.items();
        Multipart form = client.form("add").text("title", "Many");
        for (int i = 0; i < PAGE + 1; i++) {
            form.file("files", i + ".txt", ("text " + i).getBytes(UTF_8));
        }

        client.send("add", form);

        List<String> all = client.items();
        assertThat(GalleryClient.items(client.page(""))).isEqualTo(all.subList(0, PAGE));
        assertThat(all).hasSize(before.size() + PAGE + 1).endsWith(before.toArray(String[]::new));
        HttpResponse<String> json =
                client.call("GET", "api/items", BodyPublishers.noBody(), "Accept", "application/json");
        String next =
                GalleryClient.first(NEXT, json.headers().firstValue("Link").orElseThrow());
        assertThat(ID.matcher(json.body()).results()).hasSize(PAGE);
        assertThat(client.page(next))
                .startsWith("[")
                .contains("\"id\":" + all.get(PAGE).replace("items/", "") + ",");
        for (String item : all.subList(0, PAGE + 1)) {
            client.remove(item);
        }
        assertThat(client.items()).isEqualTo(before);
    }

    @Test
    void a_page_tells_which_methods_it_knows() throws Exception {
        client.add("Methods", "methods.png", Samples.picture(11));
        String item = client.newest();

        assertThat(allowed("POST", "")).isEqualTo("GET, HEAD");
        assertThat(allowed("POST", item)).isEqualTo("GET, HEAD");
        assertThat(allowed("DELETE", item + "/edit")).isEqualTo("GET, HEAD, POST");
        assertThat(allowed("GET", item + "/remove")).isEqualTo("POST");
        assertThat(allowed("PUT", "add")).isEqualTo("GET, HEAD, POST");
    }

    private String allowed(String method, String path) throws Exception {
        HttpResponse<String> answer = client.call(method, path, BodyPublishers.noBody(), "Accept", "*/*");
        assertThat(answer.statusCode()).isEqualTo(405);
        return answer.headers().firstValue("Allow").orElseThrow();
    }

    @Test
    void an_upload_that_breaks_off_leaves_nothing() throws Exception {
        client.add("Whole", "whole.txt", "whole".getBytes(UTF_8));
        int before = client.items().size();
        Multipart form = client.form("add")
                .text("title", "Broken")
                .file("files", "broken.txt", "text ".repeat(20_000).getBytes(UTF_8));
        Set<Path> stored = StoredFolder.files();

        int status = client.breakOff("add", form);

        System.out.println("an upload that breaks off: " + status);
        assertThat(status).matches(code -> code == 0 || code >= 400, "a refusal, or none");
        assertThat(client.items()).hasSize(before);
        assertThat(stored).containsAll(StoredFolder.files());
        assertThat(client.send("add", form).statusCode()).as("whole").isEqualTo(303);
        assertThat(client.items()).hasSize(before + 1);
    }

    @Test
    void a_file_is_what_its_bytes_say_and_not_its_name() throws Exception {
        byte[] page = "<!DOCTYPE html><html><script>alert(1)</script></html>".getBytes(UTF_8);

        HttpResponse<String> answer = client.add("Disguised", "page.png", page);

        assertThat(client.landing(answer))
                .contains("“page.png” cannot be added")
                .contains("text/html");
    }

    @Test
    void bytes_that_are_no_text_are_refused_in_words_whatever_their_name() throws Exception {
        assertThat(client.landing(client.add("Bytes", "bytes.txt", new byte[100])))
                .contains("“bytes.txt” cannot be added: it is neither a picture nor a PDF or text");
    }

    @Test
    void an_empty_file_is_refused() throws Exception {
        assertThat(client.landing(client.add("Empty", "empty.txt", new byte[0])))
                .contains("“empty.txt” is empty.");
    }

    @Test
    void a_form_that_is_older_than_the_item_is_refused_and_can_go_on() throws Exception {
        client.add("First", "first.png", Samples.picture(9));
        String item = client.newest();
        Multipart mine =
                client.form(item + "/edit").text("title", "Mine").file("files", "mine.txt", "mine".getBytes(UTF_8));
        client.send(item + "/edit", client.form(item + "/edit").text("title", "Theirs"));

        HttpResponse<String> answer = client.send(item + "/edit", mine);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("Somebody was faster").contains("“Theirs”");
        assertThat(client.page(item)).contains("Theirs").contains("first.png");
        String form = GalleryClient.first(Pattern.compile("/(items/[0-9]+/edit\\?draft=[^\"]+)\""), answer.body());
        client.send(item + "/edit", client.form(form).text("title", "Mine"));
        assertThat(client.page(item)).contains("Mine").contains("mine.txt");
        assertThat(client.get(item + "/file").body()).isEqualTo("mine".getBytes(UTF_8));
    }

    @Test
    void what_people_write_is_text_and_never_markup() throws Exception {
        client.add("<b>bold</b>\"'", "<img src=x>.txt", "text".getBytes(UTF_8));

        assertThat(client.page(client.newest()))
                .contains("&lt;b&gt;bold&lt;/b&gt;&quot;&#39;")
                .contains("&lt;img src=x&gt;.txt")
                .doesNotContain("<b>bold")
                .doesNotContain("<img src=x");
    }

    @Test
    void what_is_not_there_is_a_page_that_says_so() throws Exception {
        for (String path :
                new String[] {"items/99999999", "items/x", "items/1/unknown", "kept?draft=x&file=1", "items"}) {
            assertThat(client.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }
}

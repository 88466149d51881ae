package s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Server;
import server.tests.GalleryClient;
import server.tests.RunningServer;

/** Forms that name files in the bucket, and what they may not name. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class DirectFormsTest {
    private static final int LIMIT = 8 * 1024 * 1024;
    private static final int MOST = 100;

    private GalleryClient client;
    private GalleryClient stranger;
    private Offers mine;
    private int before;

    @BeforeEach
    void open(Server server) throws Exception {
        client = new GalleryClient(server.address("gallery"));
        stranger = new GalleryClient(server.address("gallery"));
        mine = new Offers(client);
        before = client.items().size();
    }

    @Test
    void what_was_sent_is_added_by_its_own_session_and_once() throws Exception {
        String id = mine.send("mine.txt", "mine");

        missing(new Offers(stranger).add(id));
        assertThat(mine.add(id).statusCode()).isEqualTo(303);
        missing(mine.add(id));

        assertThat(client.items()).hasSize(before + 1);
        assertThat(client.get(client.download(client.newest())).body()).isEqualTo("mine".getBytes(UTF_8));
    }

    @Test
    void a_form_names_each_once() throws Exception {
        String id = mine.send("twice.txt", "twice");

        missing(mine.add(id, id));

        assertThat(client.items()).hasSize(before);
    }

    @Test
    void a_form_with_one_that_did_not_arrive_uses_up_none() throws Exception {
        String whole = mine.send("whole.txt", "whole");

        missing(mine.add(whole, mine.announce("never.txt", 4)));
        missing(mine.add(whole, "guessed"));

        assertThat(mine.add(whole).statusCode()).isEqualTo(303);
        assertThat(client.items()).hasSize(before + 1);
    }

    @Test
    void one_in_parts_is_added_once_all_of_them_have_arrived() throws Exception {
        byte[] large = "a line of a text\n".repeat(430_000).getBytes(UTF_8);
        Offers.Parts parts = mine.announceParts("parts.txt", large.length);

        mine.sendPart(parts, 1, large);
        missing(mine.add(parts.id()));
        mine.sendPart(parts, 0, large);

        assertThat(parts.addresses()).hasSize(2);
        missing(new Offers(stranger).add(parts.id()));
        assertThat(mine.add(parts.id()).statusCode()).isEqualTo(303);
        missing(mine.add(parts.id()));
        assertThat(client.items()).hasSize(before + 1);
        assertThat(client.get(client.download(client.newest())).body()).isEqualTo(large);
    }

    @Test
    void a_form_stores_what_was_agreed_and_nothing_else_and_is_added_once() throws Exception {
        Offers.Straight form = mine.announceForm("form.txt", "agreed");

        assertThat(mine.sendForm(form, "agreed, and more")).isEqualTo(400);
        assertThat(mine.sendForm(form, "forged")).isEqualTo(400);
        assertThat(mine.sendForm(form.with("Content-Type", "text/html"), "agreed"))
                .isEqualTo(403);
        assertThat(mine.sendForm(form.with("key", "gallery/form.txt"), "agreed"))
                .isEqualTo(403);
        assertThat(mine.sendForm(form.with("acl", "public-read"), "agreed")).isEqualTo(403);
        assertThat(mine.sendForm(form.with("x-amz-signature", "0".repeat(64)), "agreed"))
                .isEqualTo(403);
        missing(mine.add(form.id()));
        assertThat(mine.sendForm(form, "agreed")).isEqualTo(204);

        missing(new Offers(stranger).add(form.id()));
        assertThat(mine.add(form.id()).statusCode()).isEqualTo(303);
        missing(mine.add(form.id()));
        assertThat(client.items()).hasSize(before + 1);
        assertThat(client.get(client.download(client.newest())).body()).isEqualTo("agreed".getBytes(UTF_8));
    }

    @Test
    void a_form_without_a_checksum_and_a_way_that_nobody_knows_are_refused() throws Exception {
        HttpResponse<String> form = mine.ask("form.txt", 4, "text/plain", "&way=form");
        HttpResponse<String> fax = mine.ask("fax.txt", 4, "text/plain", "&way=fax");

        assertThat(form.statusCode()).isEqualTo(400);
        assertThat(form.body()).contains("A form needs a checksum");
        assertThat(fax.statusCode()).isEqualTo(400);
    }

    @Test
    void they_have_no_more_together_than_other_files() throws Exception {
        String small = mine.send("small.txt", "small");
        List<String> ids = new ArrayList<>(List.of(small));
        for (int i = 0; i < 10; i++) {
            ids.add(mine.announce(i + ".txt", LIMIT));
        }

        HttpResponse<String> answer = mine.add(ids.toArray(String[]::new));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(answer.body()).contains("All files together may have 50 MB: send fewer at once.");
        assertThat(mine.add(small).statusCode()).isEqualTo(303);
    }

    @Test
    void they_have_no_more_together_with_those_of_the_form_itself() throws Exception {
        byte[] large = "large ".repeat(LIMIT / 6).getBytes(UTF_8);
        var form = client.form("add").text("title", "Both");
        for (int i = 0; i < 5; i++) {
            form.text("direct", mine.announce(i + ".txt", LIMIT));
        }
        for (int i = 0; i < 2; i++) {
            form.file("files", i + ".txt", large);
        }

        HttpResponse<String> answer = client.send("add", form);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(client.items()).hasSize(before);
    }

    @Test
    void a_session_has_a_hundred_at_most_and_the_oldest_goes() throws Exception {
        String oldest = mine.send("oldest.txt", "oldest");
        String next = mine.send("next.txt", "next");
        String[] others = new String[MOST + 1];
        for (int i = 0; i < MOST - 1; i++) {
            others[i] = mine.announce(i + ".txt", 1);
        }
        others[MOST - 1] = oldest;
        others[MOST] = next;

        HttpResponse<String> many = mine.add(others);

        assertThat(many.statusCode()).as(many.body()).isEqualTo(413);
        assertThat(many.body()).contains("Send at most 100 files at once.");
        missing(mine.add(oldest));
        assertThat(mine.add(next).statusCode()).isEqualTo(303);
    }

    @Test
    void a_file_that_cannot_be_sent_is_refused_in_words() throws Exception {
        HttpResponse<String> typed = mine.ask("typed.txt", 1, "text/" + "x".repeat(1_000));
        HttpResponse<String> nameless = mine.ask("", 1, "text/plain");

        assertThat(typed.statusCode()).isEqualTo(400);
        assertThat(nameless.statusCode()).isEqualTo(400);
        assertThat(nameless.body()).contains("The file has no name, or no size and type that fit it.");
    }

    @Test
    void what_the_field_cannot_hold_is_refused_in_its_words_and_nothing_is_signed() throws Exception {
        HttpResponse<String> large = mine.ask("large.txt", LIMIT + 1, "text/plain");
        HttpResponse<String> page = mine.ask("page.html", 1, "text/html");
        HttpResponse<String> both = mine.ask("film.mp4", LIMIT + 1, "video/mp4");

        assertThat(large.body()).contains("“large.txt” cannot be added: it must be at most 8 MB, but is 8388609 B.");
        assertThat(page.body())
                .contains("“page.html” cannot be added: it must be of type image/png, ", ", but is text/html.");
        assertThat(both.body()).contains("it must be at most 8 MB, but is 8388609 B, and must be of type image/png, ");
        assertThat(List.of(large, page, both))
                .allMatch(answer -> answer.statusCode() == 422)
                .noneMatch(answer -> answer.body().contains("X-Amz-"));
    }

    @Test
    void one_whose_type_the_browser_does_not_know_has_that_of_its_name() throws Exception {
        HttpResponse<String> known = mine.ask("notes.csv", 1, "");
        HttpResponse<String> unknown = mine.ask("program.exe", 1, "");

        assertThat(known.statusCode()).as(known.body()).isEqualTo(200);
        assertThat(known.body()).contains("\"content-type\":\"text/csv\"");
        assertThat(unknown.statusCode()).as(unknown.body()).isEqualTo(422);
    }

    private static void missing(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("A file did not reach the storage whole");
    }
}

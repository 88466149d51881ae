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
        HttpResponse<String> large = mine.ask("large.txt", LIMIT + 1, "text/plain");
        HttpResponse<String> typed = mine.ask("typed.txt", 1, "text/" + "x".repeat(1_000));
        HttpResponse<String> nameless = mine.ask("", 1, "text/plain");

        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("“large.txt” is too large: it has 8.1 MB, and 8 MB is the most.");
        assertThat(typed.statusCode()).isEqualTo(400);
        assertThat(nameless.statusCode()).isEqualTo(400);
        assertThat(nameless.body()).contains("The file has no name, or no size and type that fit it.");
    }

    private static void missing(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("A file did not reach the storage whole");
    }
}

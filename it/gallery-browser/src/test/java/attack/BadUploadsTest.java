package attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.storedfile.storage.ContentDisposition;
import server.Server;
import server.tests.GalleryClient;
import server.tests.Multipart;
import server.tests.RunningServer;
import server.tests.Samples;
import server.tests.Wire;

/** Forms that break off, lie or are far too large: a clear answer, nothing stored, nothing left, the server alive. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class BadUploadsTest {
    private static final int MANY = 100;

    private GalleryClient client;
    private Wire wire;
    private Leftovers before;

    @BeforeEach
    void count(Server server) throws Exception {
        client = new GalleryClient(server.address("gallery"));
        wire = new Wire(server.address("gallery"), client);
        // Once, so that whatever is made at the first upload is there.
        client.add("Before", "before.png", Samples.picture(50));
        client.remove(client.newest());
        before = Leftovers.now();
    }

    @AfterEach
    void the_server_lives_and_holds_no_more_than_before() throws Exception {
        byte[] picture = Samples.picture(51);
        client.add("Alive", "alive.png", picture);
        String item = client.newest();
        assertThat(client.get(item + "/file").body()).isEqualTo(picture);
        client.remove(item);

        before.assertNothingMore();
    }

    @Test
    void a_form_that_breaks_off_is_told_so() throws Exception {
        Multipart form = form();
        byte[] half = Arrays.copyOf(form.bytes(), 100_000);

        for (int i = 0; i < MANY; i++) {
            Wire.Answer answer = wire.post(form, half, half.length);

            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.text()).contains("That did not arrive");
        }
    }

    @Test
    void a_body_that_is_shorter_than_it_says_is_not_stored() throws Exception {
        Multipart form = form();
        byte[] half = Arrays.copyOf(form.bytes(), 100_000);

        for (int i = 0; i < MANY; i++) {
            assertThat(wire.post(form, half, form.bytes().length).status()).isEqualTo(400);
        }
    }

    @Test
    void a_body_that_is_longer_than_it_says_is_refused() throws Exception {
        Multipart form = form();

        for (int i = 0; i < MANY; i++) {
            assertThat(wire.post(form, form.bytes(), 100_000).status()).isEqualTo(400);
        }
    }

    @Test
    void clients_that_go_away_in_the_middle_leave_nothing() throws Exception {
        Multipart form = form();

        for (int i = 0; i < MANY; i++) {
            wire.leaveUpload(form, 100_000, i % 2 == 0);
        }
    }

    @Test
    void ten_thousand_files_are_too_many() throws Exception {
        Multipart form = client.form("add").text("title", "Many");
        for (int i = 0; i < 10_000; i++) {
            form.file("files", i + ".txt", new byte[] {65});
        }

        Wire.Answer answer = wire.post(form, form.bytes(), form.bytes().length);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text()).contains("That did not arrive");
    }

    @Test
    void ten_thousand_fields_are_too_many() throws Exception {
        Multipart form = client.form("add").file("files", "a.txt", new byte[] {65});
        for (int i = 0; i < 10_000; i++) {
            form.text("title", "Many");
        }

        assertThat(wire.post(form, form.bytes(), form.bytes().length).status()).isEqualTo(400);
    }

    @Test
    void more_than_the_gallery_takes_is_refused() throws Exception {
        Multipart form = client.form("add").text("title", "Large");
        for (int i = 0; i < 7; i++) {
            form.file("files", i + ".txt", new byte[8 * 1024 * 1024]);
        }

        Wire.Answer answer = wire.post(form, form.bytes(), form.bytes().length);

        assertThat(answer.status()).as(answer.text()).isEqualTo(413);
        assertThat(answer.text()).contains("All files together may have 50 MB");
    }

    @Test
    void a_program_may_send_no_more_parts_and_bytes_than_a_form() throws Exception {
        Multipart many = new Multipart().text("title", "Many");
        for (int i = 0; i < 10_000; i++) {
            many.file("file", i + ".txt", new byte[] {65});
        }
        Multipart large = new Multipart().text("title", "Large").file("file", "large.txt", new byte[12 * 1024 * 1024]);
        int items = client.items().size();

        for (Multipart form : List.of(many, large)) {
            Wire.Answer answer = wire.post("api/items", form, form.bytes(), form.bytes().length);
            assertThat(answer.status()).as(answer.text()).isEqualTo(413);
        }

        assertThat(client.items()).hasSize(items);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../../../../etc/passwd.txt | passwd.txt",
                "..\\..\\windows\\win.ini.txt | win.ini.txt",
                "/etc/cron.d/evil.txt | evil.txt",
                "C:\\boot.txt | boot.txt",
                "photo\u202Egnp.txt | photognp.txt",
                "a\u0000b.txt | ab.txt",
                "CON.txt | CON.txt",
                "....txt | ....txt",
                "' . .txt' | . .txt",
                "-rf.txt | -rf.txt",
                "%2e%2e%2fa.txt | %2e%2e%2fa.txt",
                "a;b=\"c.txt | a;b=\"c.txt",
                "é\u0301\u0302\u0303.txt | é\u0301\u0302\u0303.txt",
                "😀😀.txt | 😀😀.txt",
                "<script>alert(1)</script>.txt | script>.txt",
                "${jndi:ldap:x}.txt | ${jndi:ldap:x}.txt",
                "{yyyy}.txt | {yyyy}.txt",
                ".htaccess | .htaccess",
                ".. | unnamed"
            })
    void a_confusing_name_is_cleaned_and_goes_with_its_item(String name, String cleaned) throws Exception {
        int items = client.items().size();

        HttpResponse<String> answer = client.add("Named", name, "text".getBytes(UTF_8));

        assertThat(client.items()).as(client.landing(answer)).hasSize(items + 1);
        String item = client.newest();
        HttpResponse<byte[]> saved = client.get(item + "/download");
        assertThat(new String(saved.body(), UTF_8)).isEqualTo("text");
        assertThat(saved.headers().firstValue("Content-Disposition").orElseThrow())
                .isEqualTo(ContentDisposition.attachment(cleaned))
                .matches("attachment; filename=\"[^\"\\\\/\\p{Cntrl}]*\"(; filename\\*=UTF-8''[\\w!#$&+.^`|~%-]*)?");
        client.remove(item);
    }

    @Test
    void a_name_that_breaks_the_header_is_refused() throws Exception {
        int items = client.items().size();

        HttpResponse<String> answer = client.add("Named", "a\rb.txt", "text".getBytes(UTF_8));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("That did not arrive");
        assertThat(client.items()).hasSize(items);
    }

    @Test
    void a_very_long_name_is_cut() throws Exception {
        HttpResponse<String> answer = client.add("Long", "long-".repeat(2000) + ".txt", "text".getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(303);
        client.remove(client.newest());
    }

    private Multipart form() throws Exception {
        return client.form("add")
                .text("title", "Broken")
                .file("files", "broken.txt", "a line of a text\n".repeat(20_000).getBytes(UTF_8));
    }
}

package server.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import server.Server;

/** Forms of a session, with its secret, that the gallery must not take: a clear answer, and nothing stored. */
@Tag("gallery")
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class BadFormsTest {
    private static final String SAFE =
            "attachment; filename=\"[^\"\\\\/\\p{Cntrl}]+\"(; filename\\*=UTF-8''[^/\\\\\\s]+)?";

    private GalleryClient client;
    private Wire wire;
    private int items;
    private Set<Path> stored;

    @BeforeEach
    void count(Server server) throws Exception {
        client = new GalleryClient(server.address("gallery"));
        wire = new Wire(server.address("gallery"), client);
        client.add("Before", "before.txt", "before".getBytes(UTF_8));
        items = client.items().size();
        stored = StoredFolder.files();
    }

    @AfterEach
    void nothing_is_stored_and_the_server_lives() throws Exception {
        assertThat(client.items()).hasSize(items);
        assertThat(stored).containsAll(StoredFolder.files());
        assertThat(client.add("Alive", "alive.txt", "alive".getBytes(UTF_8)).statusCode())
                .isEqualTo(303);
        client.remove(client.newest());
        client.remove(client.newest());
    }

    @Test
    void more_than_the_gallery_takes_is_refused_in_words() throws Exception {
        Multipart form = form();
        for (int i = 0; i < 7; i++) {
            form.file("files", i + ".txt", new byte[8 * 1024 * 1024]);
        }

        Wire.Answer answer = wire.post(form, form.bytes(), form.bytes().length);

        assertThat(answer.status()).as(answer.text()).isEqualTo(413);
        assertThat(answer.text()).contains("All files together may have 50 MB");
    }

    @Test
    void ten_thousand_files_are_too_many() throws Exception {
        Multipart form = form();
        for (int i = 0; i < 10_000; i++) {
            form.file("files", i + ".txt", new byte[] {65});
        }

        Wire.Answer answer = wire.post(form, form.bytes(), form.bytes().length);

        assertThat(answer.status()).as(answer.text()).isIn(400, 413);
        assertThat(answer.text()).contains("That did not arrive");
    }

    @Test
    void a_form_that_ends_in_the_middle_is_refused() throws Exception {
        Multipart form = form().file(
                        "files", "half.txt", "a line of a text\n".repeat(20_000).getBytes(UTF_8));
        byte[] half = Arrays.copyOf(form.bytes(), 100_000);

        Wire.Answer answer = wire.post(form, half, half.length);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text()).contains("That did not arrive");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../etc/passwd.txt",
                "..\\..\\windows\\win.ini.txt",
                "C:\\boot.txt",
                "photo\u202Egnp.txt",
                "a;b=\"c.txt",
                "<script>alert(1)</script>.txt",
                "..",
                "😀😀.txt"
            })
    void a_hostile_name_is_cleaned(String name) throws Exception {
        client.add("Named", name, "text".getBytes(UTF_8));

        String item = client.newest();
        HttpResponse<byte[]> saved = client.get(item + "/download");
        assertThat(client.items()).hasSize(items + 1);
        assertThat(new String(saved.body(), UTF_8)).isEqualTo("text");
        assertThat(saved.headers().firstValue("Content-Disposition").orElseThrow())
                .matches(SAFE)
                .doesNotContain("..\"", "\u202E", "%E2%80%AE");
        client.remove(item);
    }

    private Multipart form() throws Exception {
        return client.form("add").text("title", "Bad");
    }
}

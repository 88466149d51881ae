package server.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Server;

/** Forms that WildFly takes through a listener that is as it comes, without {@code max-post-size}. */
@Tag("gallery")
@EnabledIfSystemProperty(named = "server.family", matches = "wildfly")
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class DefaultLimitTest {
    private static final int FOUR_MB = 4 << 20;

    private GalleryClient client;
    private Wire wire;
    private int items;

    @BeforeEach
    void open(Server server) throws Exception {
        URI home = server.addressAsItComes("gallery");
        client = new GalleryClient(home);
        wire = new Wire(home, client);
        items = client.items().size();
    }

    @Test
    void more_than_10_MB_get_an_empty_400_before_the_application_is_asked() throws Exception {
        Wire.Answer answer = post(3);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).endsWith("\r\n\r\n");
        assertThat(client.items()).hasSize(items);
    }

    @Test
    void less_is_the_business_of_the_application() throws Exception {
        Wire.Answer answer = post(2);

        assertThat(answer.status()).as(answer.text()).isEqualTo(303);
        assertThat(client.items()).hasSize(items + 2);
        client.remove(client.newest());
        client.remove(client.newest());
    }

    private Wire.Answer post(int files) throws Exception {
        Multipart form = client.form("add").text("title", "Large");
        for (int i = 0; i < files; i++) {
            form.file(
                    "files", i + ".txt", "0123456789abcdef".repeat(FOUR_MB / 16).getBytes(UTF_8));
        }
        return wire.post(form, form.bytes(), form.bytes().length);
    }
}

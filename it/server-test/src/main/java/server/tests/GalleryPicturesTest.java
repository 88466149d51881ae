package server.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import server.Server;

/** The pictures of the gallery: their thumbnails, and those that it does not take. */
@Tag("gallery")
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class GalleryPicturesTest {
    private static final Pattern SOURCES = Pattern.compile("<img[^>]* srcset=\"([^\"]+)\"");
    static final Pattern CARD = Pattern.compile("(?s)<li class=\"card\">(.*?)</li>");

    private GalleryClient client;

    @BeforeEach
    void open(Server server) {
        client = new GalleryClient(server.address("gallery"));
    }

    @Test
    void a_card_has_thumbnails_and_the_file_stays_as_it_was_sent() throws Exception {
        byte[] picture = Samples.picture(71, 1200, 1000, "jpg");

        client.add("In several sizes", "sizes.jpg", picture);

        String item = client.newest();
        assertThat(sizes(GalleryClient.first(CARD, client.page("")))).containsExactly("300x200", "600x400");
        assertThat(sizes(client.page(item))).containsExactly("1200x1000");
        assertThat(client.page(item)).contains("1200 × 1000 pixels");
        assertThat(client.get(client.opened(item)).body()).isEqualTo(picture);
        assertThat(client.get(client.download(item)).body()).isEqualTo(picture);
    }

    @Test
    void thumbnails_come_with_a_file_that_was_kept_and_go_with_its_item() throws Exception {
        String form = client.path(client.add("", "kept.png", Samples.picture(72)));
        assertThat(sizes(client.page(form))).containsExactly("300x200");
        client.send("add", client.form(form).text("title", "Kept at first"));
        String item = client.newest();
        List<String> addresses = addresses(GalleryClient.first(CARD, client.page("")));
        assertThat(addresses).hasSize(2);
        for (String address : addresses) {
            assertThat(client.get(address).statusCode()).as(address).isEqualTo(200);
        }
        assertThat(client.page(item)).contains("640 × 480 pixels");

        client.remove(item);

        for (String address : addresses) {
            assertThat(client.get(address).statusCode()).as(address).isEqualTo(404);
        }
    }

    @Test
    void a_document_keeps_its_symbol() throws Exception {
        client.add("A document", "document.pdf", Samples.pdf());

        assertThat(GalleryClient.first(CARD, client.page("")))
                .contains("<svg")
                .contains(">PDF<")
                .doesNotContain("<img");
        assertThat(client.get(client.newest() + "/picture?size=thumb").statusCode())
                .isEqualTo(404);
    }

    static Stream<Arguments> refused() {
        byte[] picture = Samples.picture(73);
        return Stream.of(
                Arguments.of("half.png", Arrays.copyOf(picture, picture.length / 2), "it is damaged or cut off"),
                Arguments.of("damaged.png", damaged(picture), "it is damaged or cut off."),
                Arguments.of("bomb.png", Samples.bomb(30_000, 30_000), "it is 30000 x 30000 pixels large"),
                Arguments.of("many.png", Samples.bomb(8_000, 7_000), "it has 56 MP (8000 x 7000)"),
                Arguments.of("telephone.heic", Samples.heic(), "it is HEIC: only PNG, JPEG"),
                Arguments.of("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(UTF_8), "it is SVG"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void a_picture_that_cannot_be_taken_is_named_with_the_reason(String name, byte[] bytes, String reason)
            throws Exception {
        int before = client.items().size();

        HttpResponse<String> answer = client.add("Refused", name, bytes);

        assertThat(client.landing(answer))
                .contains("“" + name + "” cannot be added: " + reason)
                .contains("value=\"Refused\"");
        assertThat(client.items()).hasSize(before);
    }

    @Test
    void a_program_that_sends_a_damaged_picture_is_told_so() throws Exception {
        Multipart form = new Multipart().text("title", "Damaged").file("file", "d.png", damaged(Samples.picture(74)));

        HttpResponse<String> answer = client.call(
                "POST",
                "api/items",
                BodyPublishers.ofByteArray(form.bytes()),
                "Content-Type",
                form.contentType(),
                "X-Requested-With",
                "test");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("The picture is damaged or cut off");
    }

    private List<String> sizes(String page) throws Exception {
        List<String> sizes = new java.util.ArrayList<>();
        for (String address : addresses(page)) {
            BufferedImage image =
                    ImageIO.read(new ByteArrayInputStream(client.get(address).body()));
            sizes.add(image.getWidth() + "x" + image.getHeight());
        }
        return sizes;
    }

    static List<String> addresses(String page) {
        return Arrays.stream(
                        GalleryClient.first(SOURCES, page).replace("&amp;", "&").split(", "))
                .map(source -> source.substring(0, source.indexOf(' ')))
                .toList();
    }

    // The end is where it belongs, but the pixels before it are not.
    private static byte[] damaged(byte[] picture) {
        byte[] damaged = picture.clone();
        Arrays.fill(damaged, damaged.length / 2, damaged.length * 3 / 4, (byte) 0x55);
        return damaged;
    }
}

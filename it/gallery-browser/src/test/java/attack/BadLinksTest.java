package attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.LinkSigner;
import server.Server;
import server.tests.GalleryClient;
import server.tests.RunningServer;
import server.tests.Wire;

/** Links that were forged, changed, kept for too long or used again, and requests for thousands of parts. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class BadLinksTest {
    private static final String SECRET = System.getProperty("gallery.secret");
    private static final URI BASE = URI.create("/gallery/files");
    private static final List<String> PLAIN = List.of("Accept: */*");
    private static final int MANY = 100;
    private static final byte[] TEXT = "a line of a text\n".repeat(200_000).getBytes(UTF_8);

    private GalleryClient client;
    private Wire wire;
    private String item;
    private String link;
    private Leftovers before;

    @BeforeEach
    void add(Server server) throws Exception {
        client = new GalleryClient(server.address("gallery"));
        wire = new Wire(server.address("gallery"), client);
        client.add("Linked", "linked.txt", TEXT);
        item = client.newest();
        link = client.download(item);
        assertThat(wire.get(link, PLAIN).status()).isEqualTo(200);
        before = Leftovers.now();
    }

    @AfterEach
    void the_server_lives_and_holds_no_more_than_before() throws Exception {
        assertThat(wire.get(client.download(client.newest()), PLAIN).status()).isEqualTo(200);
        before.assertNothingMore();
        client.remove(item);
    }

    @Test
    void a_forged_link_tells_nothing() throws Exception {
        String there = signed(LinkSigner.with(new byte[32]).build(), key());
        String missing = signed(LinkSigner.with(new byte[32]).build(), Key.of("gallery/2026/11/missing.txt"));

        Wire.Answer forged = wire.get(there, PLAIN);

        assertThat(forged.status()).isEqualTo(403);
        assertThat(body(wire.get(missing, PLAIN))).isEqualTo(body(forged)).isEqualTo("This link is not valid.\n");
    }

    @Test
    void a_changed_link_is_refused() throws Exception {
        assertThat(wire.get(link.replace("linked.txt", "other.txt"), PLAIN).status())
                .isEqualTo(403);
        assertThat(wire.get(link.replace("expires=", "expires=1"), PLAIN).status())
                .isEqualTo(403);
        assertThat(wire.get(link.replace("/files/gallery", "/files/../files/gallery/.."), PLAIN)
                        .status())
                .isBetween(400, 499);
        assertThat(wire.get(link.substring(0, link.indexOf('?')), PLAIN).status())
                .isEqualTo(403);
        assertThat(wire.get("/gallery/files/", PLAIN).status()).isEqualTo(403);
    }

    @Test
    void an_expired_link_is_gone_and_one_of_this_secret_opens() throws Exception {
        Clock twoHoursAgo = Clock.offset(Clock.systemUTC(), Duration.ofHours(-2));

        assertThat(wire.get(signed(signer(Clock.systemUTC()), key()), PLAIN).status())
                .isEqualTo(200);
        assertThat(wire.get(signed(signer(twoHoursAgo), key()), PLAIN).status()).isEqualTo(410);
    }

    @Test
    void a_link_can_be_used_again_but_never_opens_another_file() throws Exception {
        assertThat(wire.get(link, PLAIN).status()).isEqualTo(200);
        client.send(
                item + "/edit",
                client.form(item + "/edit")
                        .text("title", "Replaced")
                        .file("files", "linked.txt", "new".getBytes(UTF_8)));

        assertThat(wire.get(link, PLAIN).status()).isEqualTo(404);
        assertThat(body(wire.get(client.download(item), PLAIN))).isEqualTo("new");
        client.send(
                item + "/edit",
                client.form(item + "/edit").text("title", "Linked").file("files", "linked.txt", TEXT));
        before = Leftovers.now();
    }

    @Test
    void a_request_for_very_many_parts_gets_the_file_once() throws Exception {
        String bomb = IntStream.range(0, 1200)
                .mapToObj(i -> i * 2 + "-" + i * 2)
                .collect(Collectors.joining(",", "Range: bytes=", ""));
        String overlapping = "Range: bytes=" + "0-,".repeat(1000) + "0-";

        List<CompletableFuture<Wire.Answer>> answers = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> ask(i % 2 == 0 ? bomb : overlapping)))
                .toList();

        for (CompletableFuture<Wire.Answer> answer : answers) {
            assertThat(answer.join().status()).isEqualTo(200);
            assertThat(body(answer.join())).hasSize(TEXT.length);
        }
    }

    @Test
    void clients_that_go_away_in_the_middle_leave_nothing() throws Exception {
        for (int i = 0; i < MANY; i++) {
            wire.leaveDownload(i % 2 == 0 ? link : "/gallery/" + item + "/file", 1000);
        }
    }

    private Wire.Answer ask(String range) {
        try {
            return wire.get(link, List.of(range));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Key key() {
        return Key.of(link.substring("/gallery/files/".length(), link.indexOf('?')));
    }

    // As the configuration makes it.
    private static LinkSigner signer(Clock clock) {
        return LinkSigner.with(SECRET.getBytes(UTF_8))
                .scope("default:" + BASE.getPath())
                .clock(clock)
                .build();
    }

    private static String signed(LinkSigner signer, Key key) {
        return signer.url(BASE, key, LinkOptions.DEFAULTS).toString();
    }

    private static String body(Wire.Answer answer) {
        return answer.text().substring(answer.text().indexOf("\r\n\r\n") + 4);
    }
}

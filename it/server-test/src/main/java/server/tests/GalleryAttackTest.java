package server.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Server;
import server.ServerJvm;

/** Clients of the gallery that go away in the middle, send less or more than they said, or ask for hundreds of parts. */
@Tag("gallery")
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class GalleryAttackTest {
    private static final byte[] TEXT = "a line of a text\n".repeat(200_000).getBytes(UTF_8);
    private static final int MANY = 150;
    private static final int SOME = 10;
    // Of the server's pools. A handle that each of the many leaves open would be more, also if only those of one kind
    // did.
    private static final int GROWTH = MANY / 3;
    private static final int PART = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    // Fewer than make a header that servers refuse.
    private static final int RANGES = 400;

    private GalleryClient client;
    private Wire wire;
    private String item;
    private String file;
    private int items;
    private Set<Path> stored;
    private long handles;

    @BeforeEach
    void add(Server server) throws Exception {
        client = new GalleryClient(server.address("gallery"));
        wire = new Wire(server.address("gallery"), client);
        client.add("Attacked", "attacked.txt", TEXT);
        item = client.newest();
        file = server.address("gallery").getPath() + item + "/file";
        items = client.items().size();
        stored = StoredFolder.files();
        handles = ServerJvm.handles();
    }

    @AfterEach
    void nothing_is_stored_or_left_open_and_the_server_lives() throws Exception {
        assertThat(settledHandles()).as("open files and connections").isLessThanOrEqualTo(handles + GROWTH);
        assertThat(client.items()).hasSize(items);
        assertThat(stored).containsAll(StoredFolder.files());
        assertThat(client.get(item + "/file").body()).isEqualTo(TEXT);
        client.remove(item);
    }

    @Test
    void uploads_that_nobody_ends_are_not_stored() throws Exception {
        Multipart form = form();

        for (int i = 0; i < MANY; i++) {
            wire.leaveUpload(form, PART, i % 2 == 0);
        }
    }

    @Test
    void downloads_that_nobody_reads_to_the_end_break_nothing() throws Exception {
        for (int i = 0; i < MANY; i++) {
            wire.leaveDownload(file, 1000);
        }
    }

    @Test
    void a_form_that_is_shorter_than_it_says_is_not_stored() throws Exception {
        Multipart form = form();

        for (int i = 0; i < SOME; i++) {
            assertRefused(wire.post(form, Arrays.copyOf(form.bytes(), PART), form.bytes().length));
        }
    }

    @Test
    void a_form_that_is_longer_than_it_says_is_not_stored() throws Exception {
        Multipart form = form();

        for (int i = 0; i < SOME; i++) {
            assertRefused(wire.post(form, form.bytes(), PART));
        }
    }

    @Test
    void a_request_for_very_many_parts_gets_the_file_once() throws Exception {
        String apart = IntStream.range(0, RANGES)
                .mapToObj(i -> i * 2 + "-" + i * 2)
                .collect(Collectors.joining(",", "Range: bytes=", ""));
        String overlapping = "Range: bytes=" + "0-,".repeat(RANGES) + "0-";

        for (String range : List.of(apart, overlapping)) {
            Wire.Answer answer = wire.get(file, List.of(range));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).endsWith("\r\n\r\n" + new String(TEXT, UTF_8));
        }
    }

    private Multipart form() throws Exception {
        return client.form("add").text("title", "Left").file("files", "left.txt", TEXT);
    }

    // Or the connection just ends.
    private static void assertRefused(Wire.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isIn(400, 0);
    }

    // The server sees a moment later that somebody is gone.
    private long settledHandles() throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        long now = ServerJvm.handles();
        while (now > handles + GROWTH && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
            now = ServerJvm.handles();
        }
        return now;
    }
}

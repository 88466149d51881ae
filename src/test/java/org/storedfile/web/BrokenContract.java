package org.storedfile.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.web.Serving.KEY;
import static org.storedfile.web.ServingFixture.header;
import static org.storedfile.web.ServingFixture.target;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;

/** What becomes of files, storages and clients that go away. */
interface BrokenContract extends ServingFixture {
    @Test
    default void a_file_that_was_removed_is_missing() throws Exception {
        storage().delete(List.of(KEY));

        HttpResponse<byte[]> answer = get(link(KEY));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "cache-control")).contains("no-store");
    }

    @Test
    default void a_file_that_is_removed_meanwhile_is_missing() throws Exception {
        get(link(KEY)); // its type is known from now on
        medium().losesOnRead = true;

        HttpResponse<byte[]> answer = get(link(KEY));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("There is no such file.\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void a_storage_that_is_down_tells_the_client_nothing_of_itself(boolean isUnchecked) throws Exception {
        medium().isDown = true;
        medium().failsUnchecked = isUnchecked;

        HttpResponse<byte[]> answer = get(link(KEY));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("The file cannot be read now.\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void what_was_read_before_a_failure_and_not_sent_yet_is_forgotten(boolean isUnchecked) throws Exception {
        get(link(KEY));
        medium().failsUnchecked = isUnchecked;
        medium().breaksAfter = WatchedStorage.AT_ONCE;

        HttpResponse<byte[]> answer = get(link(KEY));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("The file cannot be read now.\n");
        assertThat(header(answer, "content-type").orElseThrow()).startsWith("text/plain");
        assertThat(header(answer, "cache-control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void half_a_file_is_never_taken_for_the_whole(boolean isUnchecked) throws Exception {
        get(link(KEY));
        medium().failsUnchecked = isUnchecked;
        medium().breaksAfter = 70_000;

        assertThatThrownBy(() -> get(link(KEY))).isInstanceOf(IOException.class);
    }

    @Test
    default void the_storage_is_left_when_the_client_is() throws Exception {
        Key large = Key.of("large.bin");
        storage().write(large, Content.of(new byte[50_000_000]));

        try (Socket socket = new Socket(
                container().address().getHost(), container().address().getPort())) {
            socket.setSoLinger(true, 0); // a reset
            socket.getOutputStream()
                    .write(RawHttp.head("GET", target(link(large))).getBytes(UTF_8));
            assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
        }

        assertThat(medium().closed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(get(link(KEY)).statusCode()).isEqualTo(200);
        assertThat(medium().isLeft(Duration.ofSeconds(30))).isTrue();
    }
}

package org.storedfile.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.storedfile.web.Serving.BYTES;
import static org.storedfile.web.Serving.KEY;
import static org.storedfile.web.Serving.latin;
import static org.storedfile.web.Serving.signer;
import static org.storedfile.web.ServingFixture.header;
import static org.storedfile.web.ServingFixture.target;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;

/** What is sent of a file, and when it is sent at all. */
interface DownloadContract extends ServingFixture {
    @Test
    default void a_signed_link_gives_the_file_with_one_look_and_one_read() throws Exception {
        HttpResponse<byte[]> answer = get(link(KEY));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(BYTES);
        assertThat(header(answer, "content-length")).contains("100000");
        assertThat(header(answer, "content-type")).contains("application/octet-stream");
        assertThat(header(answer, "content-disposition"))
                .contains("attachment; filename=\"pr_fung+1.bin\"; filename*=UTF-8''pr%C3%BCfung+1.bin");
        assertThat(header(answer, "accept-ranges")).contains("bytes");
        assertThat(header(answer, "x-content-type-options")).contains("nosniff");
        assertThat(header(answer, "cross-origin-resource-policy")).contains("cross-origin");
        assertThat(header(answer, "etag"))
                .hasValueSatisfying(tag -> assertThat(tag).matches("\"[\\w-]{20}\""));
        assertThat(header(answer, "last-modified")).isPresent();
        assertThat(header(answer, "content-security-policy")).isEmpty();
        assertThat(medium().finds).hasValue(1);
        assertThat(medium().reads).as("one of them tells the type, once").hasValue(2);
    }

    @Test
    default void a_browser_may_keep_a_file_as_long_as_its_link_lives() throws Exception {
        String cache = header(get(link(KEY)), "cache-control").orElseThrow();

        assertThat(cache).matches("private, max-age=\\d+, immutable");
        assertThat(Integer.parseInt(cache.replaceAll("\\D", ""))).isBetween(3595, 4500);
    }

    @Test
    default void HEAD_gives_the_same_headers_and_reads_nothing() throws Exception {
        HttpResponse<byte[]> full = get(link(KEY));
        int reads = medium().reads.get();

        HttpResponse<byte[]> answer = send(link(KEY), "HEAD");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map().keySet())
                .isEqualTo(full.headers().map().keySet());
        assertThat(header(answer, "content-length")).contains("100000");
        assertThat(medium().reads).hasValue(reads);
    }

    @Test
    default void what_the_client_has_is_not_sent_again() throws Exception {
        HttpResponse<byte[]> first = get(link(KEY));
        int reads = medium().reads.get();

        HttpResponse<byte[]> byTag =
                get(link(KEY), "If-None-Match", header(first, "etag").orElseThrow());
        HttpResponse<byte[]> byDate = get(
                link(KEY), "If-Modified-Since", header(first, "last-modified").orElseThrow());

        assertThat(List.of(byTag, byDate)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(header(answer, "etag")).isEqualTo(header(first, "etag"));
            assertThat(header(answer, "cache-control")).isPresent();
        });
        assertThat(medium().reads).hasValue(reads);
    }

    @Test
    default void what_the_client_does_not_expect_is_not_sent() throws Exception {
        assertThat(get(link(KEY), "If-Match", "\"x\"").statusCode()).isEqualTo(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "PROPFIND", "ET", "get"})
    default void other_methods_are_refused(String method) throws Exception {
        RawHttp.Answer answer = RawHttp.send(container().address(), method, target(link(KEY)), "Content-Length: 0");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET, HEAD, OPTIONS");
    }

    @Test
    default void OPTIONS_tells_the_methods_of_any_link() throws Exception {
        HttpResponse<byte[]> answer = send(container().address() + "/files/x", "OPTIONS");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(header(answer, "allow")).contains("GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bytes=0-", "bytes=500000-899999", "bytes=-1", "bytes=0-9,500000-500009"})
    default void a_local_file_is_the_same_however_it_is_sent(String range) throws Exception {
        byte[] bytes = new byte[1 << 20];
        new Random(2).nextBytes(bytes);
        serving().folder.write(Key.of("large.bin"), Content.of(bytes));

        HttpResponse<byte[]> answer = range.isEmpty()
                ? get(serving().linkInFolder("large.bin"))
                : get(serving().linkInFolder("large.bin"), "Range", range);

        switch (range) {
            case "" -> assertThat(answer.body()).isEqualTo(bytes);
            case "bytes=0-" -> assertThat(answer.body()).isEqualTo(bytes);
            case "bytes=-1" -> assertThat(answer.body()).containsExactly(bytes[bytes.length - 1]);
            case "bytes=0-9,500000-500009" ->
                assertThat(latin(answer.body())).contains(latin(Arrays.copyOfRange(bytes, 500_000, 500_010)));
            default -> assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(bytes, 500_000, 900_000));
        }
    }

    @Test
    default void an_empty_file_is_served() throws Exception {
        storage().write(Key.of("empty.txt"), Content.of(new byte[0]));

        HttpResponse<byte[]> answer = get(link(Key.of("empty.txt")), "Range", "bytes=0-");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-length")).contains("0");
    }

    @Test
    default void who_asks_a_redirecting_storage_is_sent_on() throws Exception {
        String link = link(signer(3, Duration.ZERO), KEY, LinkOptions.DEFAULTS);

        HttpResponse<byte[]> answer = get(link);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(header(answer, "location").orElseThrow())
                .startsWith("https://bucket.example.org/a%20b/pr%C3%BCfung%2B1.bin?expires=")
                .contains("disposition=attachment");
        assertThat(header(answer, "cache-control")).contains("no-store");
        assertThat(send(link, "HEAD").statusCode()).isEqualTo(200);
    }

    @Test
    default void storages_that_accept_each_others_links_are_all_asked() throws Exception {
        Key elsewhere = Key.of("in the other.bin");
        serving().other.write(elsewhere, Content.of("there".getBytes(UTF_8)));

        assertThat(get(link(elsewhere)).body()).asString().isEqualTo("there");
    }
}

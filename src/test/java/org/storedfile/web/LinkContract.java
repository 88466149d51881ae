package org.storedfile.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.storedfile.web.Serving.KEY;
import static org.storedfile.web.Serving.signer;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.LinkSigner;

/** Which links open something, and what the others tell. */
interface LinkContract extends ServingFixture {
    @ParameterizedTest
    @CsvSource({
        "expires=, expires=1",
        "signature=, signature=A",
        "prüfung, brüfung",
        "%20b/, %20c/",
        "?, ?name=x&",
        "?expires, ?type=text/html&expires",
        "signature, sig",
    })
    default void a_changed_link_is_refused(String from, String to) throws Exception {
        String changed = link(KEY).replace("%C3%BC", "ü").replace(from, to).replace("ü", "%C3%BC");

        assertThat(get(changed).statusCode()).isEqualTo(403);
        assertThat(medium().finds).hasValue(0);
    }

    @Test
    default void a_forged_link_does_not_tell_whether_the_file_exists() throws Exception {
        HttpResponse<byte[]> there = get(forged(KEY));
        HttpResponse<byte[]> missing = get(forged(Key.of("missing.bin")));

        assertThat(there.statusCode()).isEqualTo(403);
        assertThat(missing.statusCode()).isEqualTo(403);
        assertThat(missing.body()).isEqualTo(there.body());
        assertThat(missing.headers().map().keySet())
                .isEqualTo(there.headers().map().keySet());
        assertThat(medium().finds).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/a%20b",
                "/a%20b/",
                "/../WEB-INF/web.xml",
                "/%2e%2e/x",
                "/..%2f..%2fetc/passwd",
                "/%00",
                "/a%5cb",
                "//etc/passwd",
                "/a;x=y",
                "/?",
                "/?expires=1&signature=",
                "/%zz",
                "/a?%zz=%zz"
            })
    default void nothing_is_listed_and_nothing_else_is_reached(String path) throws Exception {
        RawHttp.Answer answer = RawHttp.send(container().address(), "GET", "/app/files" + path);

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(medium().finds).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/a%2", "/%", "/a b"})
    default void an_address_that_is_none_is_a_bad_request(String path) throws Exception {
        RawHttp.Answer answer = RawHttp.send(container().address(), "GET", "/app/files" + path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(medium().finds).hasValue(0);
    }

    @Test
    default void a_link_can_be_followed_again_until_it_expires() throws Exception {
        LinkSigner past = signer(1, Duration.ofHours(2));

        assertThat(get(link(KEY)).statusCode()).isEqualTo(200);
        assertThat(get(link(KEY)).statusCode()).isEqualTo(200);
        assertThat(get(link(past, KEY, LinkOptions.DEFAULTS)).statusCode()).isEqualTo(410);
        assertThat(get(link(past, Key.of("missing"), LinkOptions.DEFAULTS)).statusCode())
                .isEqualTo(410);
    }

    private String forged(Key key) {
        return link(signer(9, Duration.ZERO), key, LinkOptions.DEFAULTS);
    }
}

package org.storedfile.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LinkSignerTest {
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final byte[] NEWER = "another-secret-of-at-least-32-bytes".getBytes(UTF_8);
    private static final URI BASE = URI.create("https://example.org/files");
    private static final Key KEY = Key.of("covers/2026/front 1.png");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final LinkOptions DOWNLOAD = LinkOptions.DEFAULTS
            .expiresAfter(Duration.ofHours(1))
            .download("Café & \"co\".png")
            .as("image/png");

    private static LinkSigner.Builder builder(Instant now) {
        return LinkSigner.with(SECRET).scope("files").clock(Clock.fixed(now, ZoneOffset.UTC));
    }

    private static LinkSigner at(Instant now) {
        return builder(now).build();
    }

    private static LinkCheck check(LinkSigner signer, URI link) {
        return signer.check(link.getRawPath().substring("/files/".length()), link.getRawQuery());
    }

    @Test
    void a_link_is_written_as_documented() {
        URI link = at(NOON).url(BASE, KEY, DOWNLOAD);

        assertThat(link.toString())
                .matches("https://example\\.org/files/covers/2026/front%201\\.png\\?expires=1795352400"
                        + "&disposition=attachment&name=Caf%C3%A9%20%26%20%22co%22\\.png&type=image%2Fpng"
                        + "&signature=[A-Za-z0-9_-]{43}");
    }

    @Test
    void a_link_below_a_path_is_a_path() {
        URI link = at(NOON).url(URI.create("/files/"), KEY, LinkOptions.DEFAULTS);

        assertThat(link.toString()).startsWith("/files/covers/2026/front%201.png?expires=");
        assertThat(check(at(NOON), link)).isInstanceOf(LinkCheck.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "", "//example.org/files"})
    void a_link_is_never_relative_to_a_page_or_a_scheme(String base) {
        LinkSigner signer = at(NOON);

        assertThatThrownBy(() -> signer.url(URI.create(base), KEY, LinkOptions.DEFAULTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + base + "'");
    }

    @Test
    void a_signature_stays_the_same_from_version_to_version() {
        assertThat(at(NOON).url(BASE, Key.of("a"), LinkOptions.DEFAULTS).getRawQuery())
                .isEqualTo("expires=1795352400&signature=Wzu2Z9q46D0R3EfsjqrGHxU5zbHa-JoMwcjfibjnBFQ");
    }

    @Test
    void a_link_that_was_signed_is_valid_and_tells_what_it_asks_for() {
        LinkSigner signer = at(NOON);

        assertThat(check(signer, signer.url(BASE, KEY, DOWNLOAD)))
                .isEqualTo(new LinkCheck.Valid(
                        KEY,
                        new LinkOptions(
                                Optional.empty(), true, Optional.of("Café & \"co\".png"), Optional.of("image/png")),
                        NOON.plusSeconds(3600)));
        assertThat(check(signer, signer.url(BASE, KEY, LinkOptions.DEFAULTS)))
                .isEqualTo(new LinkCheck.Valid(KEY, LinkOptions.DEFAULTS, NOON.plusSeconds(3600)));
    }

    @ParameterizedTest
    @MethodSource("org.storedfile.storage.UnusualKeys#all")
    void a_link_to_an_unusual_name_is_valid(String name) {
        LinkSigner signer = at(NOON);

        URI link = signer.url(BASE, Key.of(name), LinkOptions.DEFAULTS.download(name));

        assertThat(check(signer, link)).isInstanceOfSatisfying(LinkCheck.Valid.class, valid -> {
            assertThat(valid.key().value()).isEqualTo(name);
            assertThat(valid.options().fileName()).contains(name);
        });
    }

    @Test
    void a_link_is_over_when_its_time_comes() {
        URI link = at(NOON).url(BASE, KEY, DOWNLOAD);

        assertThat(check(at(NOON.plusSeconds(3599)), link)).isInstanceOf(LinkCheck.Valid.class);
        assertThat(check(at(NOON.plusSeconds(3600)), link))
                .isEqualTo(new LinkCheck.Expired(KEY, NOON.plusSeconds(3600)));
    }

    @Test
    void within_a_window_the_link_is_the_same_and_lives_long_enough() {
        URI first = at(NOON.plusSeconds(1)).url(BASE, KEY, DOWNLOAD);

        assertThat(at(NOON.plusSeconds(900)).url(BASE, KEY, DOWNLOAD)).isEqualTo(first);
        assertThat(at(NOON.plusSeconds(901)).url(BASE, KEY, DOWNLOAD)).isNotEqualTo(first);
        assertThat(check(at(NOON.plusSeconds(900 + 3599)), first)).isInstanceOf(LinkCheck.Valid.class);
    }

    @Test
    void a_link_for_one_second_and_one_for_ever_work() {
        LinkSigner signer = at(NOON);

        URI second = signer.url(BASE, KEY, LinkOptions.DEFAULTS.expiresAfter(Duration.ofSeconds(1)));
        URI ever = signer.url(BASE, KEY, LinkOptions.DEFAULTS.expiresAfter(Duration.ofSeconds(Long.MAX_VALUE)));

        assertThat(check(signer, second)).isInstanceOf(LinkCheck.Valid.class);
        assertThat(check(at(NOON.plusSeconds(1)), second)).isInstanceOf(LinkCheck.Expired.class);
        assertThat(check(at(NOON.plus(Duration.ofDays(36_000))), ever)).isInstanceOf(LinkCheck.Valid.class);
    }

    static Stream<String> changed_queries() {
        String query = at(NOON).url(BASE, KEY, DOWNLOAD).getRawQuery();
        String unsigned = query.substring(0, query.indexOf("&signature="));
        String signature = query.substring(query.indexOf("&signature=") + "&signature=".length());
        Stream<String> byHand = Stream.of(
                query.replace("expires=1795352400", "expires=1795352401"),
                query.replace("expires=1795352400", "expires=01795352400"),
                query.replace("expires=1795352400", "expires=%2B1795352400"),
                query.replace("expires=1795352400", "expires=-1"),
                query.replace("expires=1795352400", "expires="),
                query.replace("expires=1795352400", "expires=99999999999999999999"),
                query.replace("expires=1795352400&", ""),
                query.replace("&disposition=attachment", ""),
                query.replace("&disposition=attachment", "&disposition=inline"),
                query.replace("name=Caf", "name=caf"),
                query.replace("name=Caf", "name="),
                query.replaceAll("&name=[^&]*", ""),
                query.replaceAll("&name=[^&]*", "&name="),
                query.replace("type=image%2Fpng", "type=text%2Fhtml"),
                query.replace("type=image%2Fpng", "type="),
                query.replace("&type=image%2Fpng", ""),
                query.replace("name=", "type=").replace("type=image", "name=image"),
                query + "&type=text%2Fhtml",
                query + "&type=image%2Fpng",
                query + "&expires=1999999999",
                query + "&other=1",
                query + "&",
                "&" + query,
                query + "=",
                query + "%00",
                query + "%",
                query + "%zz",
                query + "%C3",
                unsigned,
                unsigned + "&signature=",
                unsigned + "&signature",
                unsigned + "&signature=" + signature.toUpperCase(java.util.Locale.ROOT),
                unsigned + "&signature=" + signature.substring(1),
                unsigned + "&signature=" + signature + "=",
                unsigned + "&signature=" + signature + signature,
                "",
                "signature=" + signature,
                "?" + query);
        Stream<String> byPosition = IntStream.range(0, signature.length())
                .mapToObj(i -> unsigned + "&signature=" + signature.substring(0, i) + next(signature.charAt(i))
                        + signature.substring(i + 1));
        return Stream.concat(byHand, byPosition);
    }

    // The next one of the alphabet: at the last character it may differ only in bits that a decoder throws away.
    private static char next(char c) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return alphabet.charAt((alphabet.indexOf(c) + 1) % alphabet.length());
    }

    @ParameterizedTest
    @MethodSource("changed_queries")
    void a_query_that_was_changed_is_forged(String query) {
        assertThat(at(NOON).check("covers/2026/front%201.png", query)).isEqualTo(new LinkCheck.Forged());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "covers/2026/front%202.png",
                "covers/2026/front+1.png",
                "Covers/2026/front%201.png",
                "front%201.png",
                "covers/2026/../2026/front%201.png",
                "../covers/2026/front%201.png",
                "/covers/2026/front%201.png",
                "covers/2026/front%201.png/",
                "covers//2026/front%201.png",
                "covers/2026/front%2520" + "1.png",
                "covers/2026/front%201.png%00",
                "covers/2026/front%",
                "covers/2026/front%C3",
                "",
                "."
            })
    void a_path_that_was_changed_is_forged(String path) {
        String query = at(NOON).url(BASE, KEY, DOWNLOAD).getRawQuery();

        assertThat(at(NOON).check(path, query)).isEqualTo(new LinkCheck.Forged());
    }

    @Test
    void a_path_may_be_encoded_otherwise() {
        String query = at(NOON).url(BASE, Key.of("a/é~.txt"), DOWNLOAD).getRawQuery();

        assertThat(at(NOON).check("%61%2Fé%7e.txt", query)).isInstanceOf(LinkCheck.Valid.class);
    }

    @Test
    void text_cannot_move_from_one_part_to_another() {
        LinkSigner signer = at(NOON);

        List<String> signatures = Stream.of(
                        LinkOptions.DEFAULTS,
                        DOWNLOAD,
                        DOWNLOAD.as(""),
                        new LinkOptions(Optional.empty(), false, Optional.of("a"), Optional.of("b")),
                        new LinkOptions(Optional.empty(), false, Optional.of("ab"), Optional.of("")),
                        new LinkOptions(Optional.empty(), false, Optional.of("ab"), Optional.empty()),
                        new LinkOptions(Optional.empty(), false, Optional.empty(), Optional.of("ab")),
                        new LinkOptions(Optional.empty(), false, Optional.of(""), Optional.of("ab")))
                .map(options -> signer.url(BASE, KEY, options).getRawQuery())
                .map(query -> query.substring(query.indexOf("signature=")))
                .toList();

        assertThat(signatures).doesNotHaveDuplicates();
    }

    @Test
    void an_older_secret_still_opens_links_and_the_newer_one_signs() {
        LinkSigner old = at(NOON);
        LinkSigner both = LinkSigner.with(NEWER)
                .alsoAccepts(SECRET)
                .scope("files")
                .clock(Clock.fixed(NOON, ZoneOffset.UTC))
                .build();

        assertThat(check(both, old.url(BASE, KEY, DOWNLOAD))).isInstanceOf(LinkCheck.Valid.class);
        assertThat(check(both, both.url(BASE, KEY, DOWNLOAD))).isInstanceOf(LinkCheck.Valid.class);
        assertThat(check(old, both.url(BASE, KEY, DOWNLOAD))).isEqualTo(new LinkCheck.Forged());
    }

    @Test
    void a_link_of_another_scope_is_forged() {
        LinkSigner other = builder(NOON).scope("invoices").build();

        assertThat(check(other, at(NOON).url(BASE, KEY, DOWNLOAD))).isEqualTo(new LinkCheck.Forged());
    }

    @Test
    void an_expired_link_that_was_changed_is_forged_and_not_expired() {
        String query = at(NOON).url(BASE, KEY, DOWNLOAD).getRawQuery().replace("png&type", "jpg&type");

        assertThat(at(NOON.plusSeconds(99_999)).check("covers/2026/front%201.png", query))
                .isEqualTo(new LinkCheck.Forged());
    }

    @Test
    void a_short_secret_is_refused_without_being_told() {
        byte[] secret = Arrays.copyOf(SECRET, 31);

        assertThatThrownBy(() -> LinkSigner.with(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("31 bytes")
                .hasMessageContaining("at least 32")
                .hasMessageNotContaining(new String(secret, UTF_8));
    }

    @Test
    void a_base_may_end_in_a_slash() {
        assertThat(at(NOON).url(URI.create("https://example.org/files/"), KEY, DOWNLOAD))
                .isEqualTo(at(NOON).url(BASE, KEY, DOWNLOAD));
    }
}

package org.storedfile.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.storedfile.web.Serving.signer;
import static org.storedfile.web.ServingFixture.header;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;

/** What browsers may show, and under which name they save the rest. */
interface InlineContract extends ServingFixture {
    @ParameterizedTest
    @CsvSource({"page.html, text/html", "drawing.svg, image/svg+xml", "data.xml, application/xml"})
    default void what_could_run_is_saved(String name, String type) throws Exception {
        HttpResponse<byte[]> answer = get(written(name, type));

        assertThat(header(answer, "content-type"))
                .hasValueSatisfying(sent -> assertThat(sent).startsWith(type));
        assertThat(header(answer, "content-disposition")).contains("attachment; filename=\"" + name + "\"");
        assertThat(header(answer, "x-content-type-options")).contains("nosniff");
    }

    @ParameterizedTest
    @CsvSource({"a.png, image/png", "a.txt, text/plain", "a.mp4, video/mp4"})
    default void what_cannot_run_is_shown_in_a_sandbox(String name, String type) throws Exception {
        HttpResponse<byte[]> answer = get(written(name, type));

        assertThat(header(answer, "content-disposition")).contains("inline; filename=\"" + name + "\"");
        assertThat(header(answer, "content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("sandbox; default-src 'none'"));
    }

    @Test
    default void a_link_decides_name_and_type_and_that_it_is_saved() throws Exception {
        LinkOptions options = LinkOptions.DEFAULTS.download("Bild \"1\".png").as("image/png");

        HttpResponse<byte[]> answer = get(link(options));

        assertThat(header(answer, "content-type")).contains("image/png");
        assertThat(header(answer, "content-disposition"))
                .contains("attachment; filename=\"Bild _1_.png\"; filename*=UTF-8''Bild%20%221%22.png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nSet-Cookie: x=y.txt",
                "a\"; filename=\"b.exe",
                "../../etc/passwd",
                "C:\\x\\a.txt",
                "photo\u202Egnp.exe",
                "\u0000",
                "日本語.pdf",
                "a%22b",
                "x;y=z",
                "😀\ud800.png",
                "'\\\""
            })
    default void no_name_leaves_its_place_in_the_header(String name) throws Exception {
        HttpResponse<byte[]> answer = get(link(LinkOptions.DEFAULTS.download(name)));

        assertThat(answer.statusCode()).isIn(200, 403);
        assertThat(header(answer, "set-cookie")).isEmpty();
        if (answer.statusCode() == 200) {
            assertThat(header(answer, "content-disposition").orElseThrow())
                    .matches("attachment; filename=\"[^\"\\\\/\\p{Cntrl}]*\"(; filename\\*=UTF-8''[\\w!#$&+.^`|~%-]*)?")
                    .doesNotContain("%E2%80%AE");
        }
    }

    @Test
    default void a_type_that_is_none_cannot_add_headers() throws Exception {
        HttpResponse<byte[]> answer = get(link(LinkOptions.DEFAULTS.as("text/html\r\nSet-Cookie: x=y")));

        assertThat(header(answer, "set-cookie")).isEmpty();
        assertThat(header(answer, "content-type")).contains("application/octet-stream");
    }

    private String written(String name, String type) throws IOException {
        storage().write(Key.of(name), Content.of("bytes".getBytes(UTF_8)));
        return link(signer(1, Duration.ZERO), Key.of(name), LinkOptions.DEFAULTS.as(type));
    }
}

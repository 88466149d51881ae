package org.storedfile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.storage.InlineTypes;

class MediaTypeTest {
    @ParameterizedTest
    @ValueSource(strings = {"image/png", "text/plain; charset=utf-8", "text/plain;charset=\"a b\"", " video/mp4 "})
    void a_type_stays_as_it_is(String type) {
        assertThat(MediaType.of(type).value()).isEqualTo(type.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "png",
                "image/",
                "/png",
                "image/png\r\nSet-Cookie: a=b",
                "image/png, text/html",
                "image/p ng",
                "text/plain; charset",
                "text/plain; x=\"a\r\nb\"",
                "image/png;",
                "imäge/png"
            })
    void what_is_no_type_is_unknown_bytes(String type) {
        assertThat(MediaType.of(type)).isEqualTo(MediaType.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html", "TEXT/HTML; charset=utf-8", "image/svg+xml", "application/xhtml+xml", "text/xml",
                "application/xml", "application/octet-stream", "text/css", "text/javascript",
                        "multipart/x-mixed-replace"
            })
    void what_may_run_or_is_unknown_is_never_shown(String type) {
        assertThat(InlineTypes.SAFE.contains(MediaType.of(type).value())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/png",
                "IMAGE/JPEG",
                "text/plain; charset=utf-8",
                "video/mp4",
                "audio/mpeg",
                "application/pdf"
            })
    void what_runs_nothing_is_shown(String type) {
        assertThat(InlineTypes.SAFE.contains(MediaType.of(type).value())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_200, 100_000})
    void a_type_may_have_any_number_of_parameters(int parameters) {
        String type = "multipart/form-data; boundary=b" + ";a=b".repeat(parameters);

        assertThat(MediaType.of(type).value()).isEqualTo(type);
        assertThat(MediaType.of(type + ";")).isEqualTo(MediaType.UNKNOWN);
    }

    @Test
    void more_can_be_allowed() {
        InlineTypes more = InlineTypes.SAFE.and(List.of(" image/SVG+xml", "font/*"));

        assertThat(List.of("image/svg+xml", "font/woff", "image/png"))
                .allMatch(type -> more.contains(MediaType.of(type).value()));
    }
}

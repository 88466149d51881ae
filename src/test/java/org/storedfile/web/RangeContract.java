package org.storedfile.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.storedfile.web.Serving.BYTES;
import static org.storedfile.web.Serving.KEY;
import static org.storedfile.web.Serving.latin;
import static org.storedfile.web.ServingFixture.header;
import static org.storedfile.web.ServingFixture.target;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of files, and requests for parts that would be too much. */
interface RangeContract extends ServingFixture {
    @Test
    default void HEAD_has_no_ranges() throws Exception {
        assertThat(send(link(KEY), "HEAD", "Range", "bytes=0-1").statusCode()).isEqualTo(200);
    }

    @Test
    default void a_range_gives_these_bytes() throws Exception {
        HttpResponse<byte[]> answer = get(link(KEY), "Range", "bytes=1000-70999");

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(header(answer, "content-range")).contains("bytes 1000-70999/100000");
        assertThat(header(answer, "content-length")).contains("70000");
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(BYTES, 1000, 71_000));
    }

    @Test
    default void several_ranges_give_parts() throws Exception {
        HttpResponse<byte[]> answer = get(link(KEY), "Range", "bytes=-3,0-1,5000-5003");

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(header(answer, "content-range")).isEmpty();
        String type = header(answer, "content-type").orElseThrow();
        assertThat(type).startsWith("multipart/byteranges; boundary=");
        String boundary = type.substring(type.indexOf('=') + 1);
        assertThat(header(answer, "content-length")).contains(Integer.toString(answer.body().length));
        assertThat(latin(answer.body()))
                .isEqualTo(part(boundary, "0-1", 0, 2).substring(2)
                        + part(boundary, "5000-5003", 5000, 5004)
                        + part(boundary, "99997-99999", 99_997, 100_000)
                        + "\r\n--" + boundary + "--\r\n");
    }

    @Test
    default void a_range_that_does_not_exist_is_told_the_size() throws Exception {
        HttpResponse<byte[]> answer = get(link(KEY), "Range", "bytes=100000-");

        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(header(answer, "content-range")).contains("bytes */100000");
    }

    @Test
    default void a_range_bomb_is_the_whole_file_once() throws Exception {
        String bomb = IntStream.range(0, 400)
                .mapToObj(i -> i * 200 + "-" + (i * 200))
                .collect(Collectors.joining(",", "bytes=", ""));

        RawHttp.Answer answer = RawHttp.send(container().address(), "GET", target(link(KEY)), "Range: " + bomb);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=abc", "bytes=9-1", "lines=1-2", "bytes=0-0\r\nRange: bytes=5-5"})
    default void a_range_that_is_none_is_ignored(String range) throws Exception {
        assertThat(RawHttp.send(container().address(), "GET", target(link(KEY)), "Range: " + range)
                        .status())
                .isEqualTo(200);
    }

    @Test
    default void a_range_of_another_version_gives_the_whole() throws Exception {
        String tag = header(get(link(KEY)), "etag").orElseThrow();

        assertThat(get(link(KEY), "Range", "bytes=0-1", "If-Range", tag).statusCode())
                .isEqualTo(206);
        assertThat(get(link(KEY), "Range", "bytes=0-1", "If-Range", "\"x\"").statusCode())
                .isEqualTo(200);
    }

    private static String part(String boundary, String range, int from, int to) {
        return "\r\n--" + boundary + "\r\nContent-Type: application/octet-stream\r\nContent-Range: bytes " + range
                + "/100000\r\n\r\n" + latin(Arrays.copyOfRange(BYTES, from, to));
    }
}

package org.storedfile.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ByteRangeTest {
    @Test
    void only_the_range_without_bounds_is_all() {
        assertThat(ByteRange.ALL.isAll()).isTrue();
        assertThat(ByteRange.from(0).isAll()).isTrue();
        assertThat(ByteRange.from(1).isAll()).isFalse();
        assertThat(ByteRange.of(0, 10).isAll()).isFalse();
        assertThat(ByteRange.last(10).isAll()).isFalse();
        assertThat(ByteRange.last(Long.MAX_VALUE).isAll()).isFalse();
    }

    @Test
    void a_range_within_an_object_has_nothing_past_the_end() {
        assertThat(ByteRange.ALL.within(10)).isEqualTo(new ByteRange(0, 10));
        assertThat(ByteRange.of(2, 3).within(10)).isEqualTo(new ByteRange(2, 3));
        assertThat(ByteRange.of(8, 3).within(10)).isEqualTo(new ByteRange(8, 2));
        assertThat(ByteRange.of(10, 3).within(10)).isEqualTo(new ByteRange(10, 0));
        assertThat(ByteRange.of(99, Long.MAX_VALUE).within(10)).isEqualTo(new ByteRange(10, 0));
        assertThat(ByteRange.last(3).within(10)).isEqualTo(new ByteRange(7, 3));
        assertThat(ByteRange.last(30).within(10)).isEqualTo(new ByteRange(0, 10));
        assertThat(ByteRange.last(Long.MAX_VALUE).within(10)).isEqualTo(new ByteRange(0, 10));
        assertThat(ByteRange.last(0).within(10).length()).isZero();
        assertThat(ByteRange.last(5).within(0)).isEqualTo(new ByteRange(0, 0));
    }

    @Test
    void a_slice_of_a_stream_is_what_lies_in_the_range() throws IOException {
        assertThat(ByteRange.of(2, 3).slice(digits())).hasContent("234");
        assertThat(ByteRange.from(8).slice(digits())).hasContent("89");
        assertThat(ByteRange.of(8, 30).slice(digits())).hasContent("89");
        assertThat(ByteRange.from(99).slice(digits())).isEmpty();
        assertThat(ByteRange.last(0).slice(digits())).isEmpty();
    }

    @Test
    void a_slice_does_not_lead_out_of_its_range() throws IOException {
        try (InputStream slice = ByteRange.of(2, 3).slice(digits())) {
            slice.mark(10);

            assertThat(slice.available()).isEqualTo(3);
            assertThat(slice.skip(2)).isEqualTo(2);
            assertThat(slice.read()).isEqualTo('4');
            assertThat(slice.skip(1)).isZero();
            assertThat(slice.read()).isEqualTo(-1);
            assertThat(slice.read(new byte[5], 0, 5)).isEqualTo(-1);
            assertThatThrownBy(slice::reset).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_slice_closes_its_stream_also_when_it_cannot_be_made() throws IOException {
        AtomicInteger closed = new AtomicInteger();

        ByteRange.of(2, 3).slice(breaks(closed, 5)).close();
        assertThat(closed).hasValue(1);

        assertThatThrownBy(() -> ByteRange.of(7, 3).slice(breaks(closed, 5))).hasMessage("broken");
        assertThat(closed).hasValue(2);

        assertThatThrownBy(() -> ByteRange.last(3).slice(breaks(closed, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the last 3 bytes");
        assertThat(closed).hasValue(3);
    }

    private static InputStream digits() {
        return new ByteArrayInputStream("0123456789".getBytes(US_ASCII));
    }

    /** A stream that breaks after some bytes and counts how often it is closed. */
    @SuppressWarnings("InputStreamSlowMultibyteRead") // a few bytes
    private static InputStream breaks(AtomicInteger closed, int after) {
        return new InputStream() {
            private int read;

            @Override
            public int read() throws IOException {
                if (read++ >= after) {
                    throw new IOException("broken");
                }
                return 0;
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    @Test
    void negative_numbers_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteRange.of(-1, 5))
                .withMessageContaining("byte -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteRange.of(1, -5))
                .withMessageContaining("-5 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteRange.from(-1))
                .withMessageContaining("byte -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteRange.last(-1))
                .withMessageContaining("-1 bytes");
    }
}

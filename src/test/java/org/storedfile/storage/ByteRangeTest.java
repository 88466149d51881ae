package org.storedfile.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

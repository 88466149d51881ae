package org.storedfile.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DataSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "12, 12",
        "12 B, 12",
        "1KB, 1024",
        "1 kb, 1024",
        "5 MB, 5242880",
        "5 MiB, 5242880",
        "5M, 5242880",
        "5mi, 5242880",
        "8388608, 8388608",
        "1.5 GB, 1610612736",
        "2 TiB, 2199023255552"
    })
    void a_size_is_a_number_and_a_unit_of_1024(String text, long bytes) {
        assertThat(DataSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MB",
                "-1 MB",
                "5 MBB",
                "5 iB",
                "5 MBi",
                "1,5 MB",
                "5 PB",
                "99999999999999999 B",
                "999999999999999 TB"
            })
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> DataSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is no size");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1 KB",
        "1536, 1.5 KB",
        "5242880, 5 MB",
        "7654321, 7.3 MB",
        "1099511627776, 1 TB"
    })
    void a_size_reads_as_people_write_it(long bytes, String text) {
        assertThat(new DataSize(bytes)).hasToString(text);
    }

    @Test
    void a_negative_number_of_bytes_is_refused() {
        assertThatThrownBy(() -> new DataSize(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}

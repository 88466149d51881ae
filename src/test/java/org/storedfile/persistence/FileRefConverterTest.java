package org.storedfile.persistence;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FileRefConverterTest {
    private final FileRefConverter converter = new FileRefConverter();

    @ParameterizedTest
    @CsvSource({
        "covers/2026/11/front_k3v9x0q2m7ad.png, default, covers/2026/11/front_k3v9x0q2m7ad.png",
        "front.png, default, front.png",
        "invoices:2026/scan.pdf, invoices, 2026/scan.pdf"
    })
    void a_column_names_a_key_and_unless_it_is_the_default_a_storage(String column, String storage, String key) {
        FileRef file = loaded(column);

        assertThat(file.isStored()).isTrue();
        assertThat(file.storage()).isEqualTo(storage);
        assertThat(file.key()).isEqualTo(key);
        assertThat(converter.convertToDatabaseColumn(file)).isEqualTo(column);
    }

    @Test
    void no_file_is_NULL_and_an_empty_string_is_no_file() {
        assertThat(converter.convertToDatabaseColumn(null)).isNull();
        assertThat(converter.convertToEntityAttribute(null)).isNull();
        assertThat(converter.convertToEntityAttribute("")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../etc/passwd", "/etc/passwd", "a//b", "in voices:key", "a:b:c", "\u202Egnp.exe"})
    void a_value_that_is_no_key_is_found_when_it_is_looked_at_and_not_before(String column) {
        FileRef file = loaded(column);

        assertThat(file.isStored()).isTrue();
        assertThat(file).isEqualTo(loaded(column)).isNotEqualTo(FileRef.of("a", ""));
        assertThatThrownBy(file::key).isInstanceOf(IllegalArgumentException.class);
        assertThat(converter.convertToDatabaseColumn(file)).isEqualTo(column);
    }

    @Test
    void files_loaded_from_one_column_are_equal_whether_they_were_looked_at_or_not() {
        FileRef looked = loaded("front.png");
        FileRef fresh = loaded("front.png");
        assertThat(looked.name()).isEqualTo("front.png");

        assertThat(looked).isEqualTo(fresh).hasSameHashCodeAs(fresh);
        assertThat(fresh).isNotEqualTo(loaded("back.png"));
    }

    @Test
    void a_new_file_has_no_column_and_the_error_says_why() {
        assertThatThrownBy(() -> converter.convertToDatabaseColumn(FileRef.of("front.png", "pixels")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("front.png")
                .hasMessageContaining("not stored yet");
    }

    private FileRef loaded(String column) {
        return requireNonNull(converter.convertToEntityAttribute(column));
    }
}

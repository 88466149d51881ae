package org.storedfile.web.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What implementations of Jakarta REST read of a form that was cut off; not all of them notice. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CompleteFormTest {
    private static final String BEGIN =
            "--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n" + "a line of a text\n".repeat(500);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 511, 512, 513, 4096, 100_000})
    void a_whole_form_is_read_as_it_is(int step) throws IOException {
        String form = BEGIN + "\r\n--b--\r\n";

        assertThat(read(form, step)).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\r\n--b", "\r\n--b\r\n", "\r\n--b-", "\r\n--c--\r\n"})
    void a_form_that_breaks_off_fails_where_it_ends(String end) {
        for (int step : new int[] {1, 7, 100_000}) {
            assertThatThrownBy(() -> read(BEGIN + end, step))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("last boundary");
        }
    }

    @Test
    void single_bytes_and_skipped_ones_count() throws IOException {
        InputStream form =
                new CompleteForm(new ByteArrayInputStream("--b--".getBytes(US_ASCII)), "b", FormLimits.STANDARD);

        assertThat(form.read()).isEqualTo('-');
        assertThat(form.skip(3)).isEqualTo(3);
        assertThat(form.read()).isEqualTo('-');
        assertThat(form.read()).isEqualTo(-1);
    }

    @Test
    void it_knows_the_failure_of_its_connection_from_others() throws IOException {
        InputStream gone = new BufferedInputStream(InputStream.nullInputStream());
        gone.close();
        CompleteForm form = new CompleteForm(gone, "b", FormLimits.STANDARD);

        IOException failure = catchThrowableOfType(IOException.class, form::readAllBytes);

        assertThat(form.hasThrown(failure)).isTrue();
        assertThat(form.hasThrown(new IOException(failure.getMessage()))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 100_000})
    void a_form_may_be_as_much_as_allowed(int step) {
        String form = part("one", 5) + part("two", 20) + part("three", 0) + "--b--\r\n";

        assertThatCode(() -> read(form, step, new FormLimits(20, form.length(), 3)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> read(form, step, new FormLimits(19, form.length(), 3)))
                .hasMessageContaining("more than 19 bytes");
        assertThatThrownBy(() -> read(form, step, new FormLimits(20, form.length() - 1, 3)))
                .hasMessageContaining("more than " + (form.length() - 1) + " bytes");
        assertThatThrownBy(() -> read(form, step, new FormLimits(20, form.length(), 2)))
                .hasMessageContaining("more than 2 parts");
    }

    @Test
    void a_line_that_only_begins_as_a_boundary_is_part_of_the_file() {
        String form = part("one", 1).replace("x", "\n--\n\n--\r\n--c\r\n\n--a--b") + "--b--\r\n";

        assertThatCode(() -> read(form, 3, new FormLimits(21, form.length(), 1)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> read(form, 3, new FormLimits(20, form.length(), 1)))
                .hasMessageContaining("more than 20 bytes");
    }

    @Test
    void what_is_too_much_stays_so() throws IOException {
        CompleteForm form = new CompleteForm(new ByteArrayInputStream(new byte[100]), "b", new FormLimits(1, 9, 1));

        assertThatThrownBy(() -> form.read(new byte[50])).isInstanceOf(FormLimits.Exceeded.class);
        assertThatThrownBy(form::read).isInstanceOf(FormLimits.Exceeded.class);
        assertThat(form.isTooMuch()).isTrue();
    }

    private static String part(String name, int size) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"a\"\r\nX: y\r\n\r\n"
                + "x".repeat(size) + "\r\n";
    }

    private static String read(String form, int step) throws IOException {
        return read(form, step, FormLimits.STANDARD);
    }

    private static String read(String form, int step, FormLimits limits) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[step];
        try (InputStream in = new CompleteForm(new ByteArrayInputStream(form.getBytes(US_ASCII)), "b", limits)) {
            for (int count = in.read(buffer, 0, step); count >= 0; count = in.read(buffer, 0, step)) {
                out.write(buffer, 0, count);
            }
        }
        return out.toString(US_ASCII);
    }
}

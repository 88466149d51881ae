package server.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import server.Server;

/** A form for a servlet whose {@code @MultipartConfig} says how large a file may be. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class LimitedFormTest {
    private static final int LIMIT = 1000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_larger_file_is_too_large_whether_or_not_its_part_says_so(boolean isMeasured, Server server)
            throws Exception {
        GalleryClient client = new GalleryClient(server.address("transactions"));

        assertThat(client.send("limited", form(isMeasured, LIMIT)).body()).isEqualTo("took a.txt of 1000 bytes");
        assertThat(client.send("limited", form(isMeasured, LIMIT + 1)).body()).isEqualTo("refused with 413");
    }

    private static Multipart form(boolean isMeasured, int size) {
        Multipart form = new Multipart();
        byte[] bytes = new byte[size];
        return isMeasured ? form.measured("files", "a.txt", bytes) : form.file("files", "a.txt", bytes);
    }
}

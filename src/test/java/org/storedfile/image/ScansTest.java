package org.storedfile.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.ImageLimits;

/** How often a decoder goes over the pixels. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScansTest {
    private static final byte[] BASELINE = TestImages.encoded("jpg", 300, 200);

    @Test
    void most_photographs_have_one() throws IOException {
        Scans scans = scans(BASELINE);

        assertThat(scans).isEqualTo(new Scans(1, 60_000, false, BASELINE.length));
        assertThat(scans.isOne()).isTrue();
    }

    @Test
    void a_progressive_one_has_several() throws IOException {
        byte[] jpeg = TestImages.progressive(TestImages.picture(300, 200, BufferedImage.TYPE_3BYTE_BGR));

        Scans scans = scans(jpeg);

        assertThat(scans).isEqualTo(new Scans(10, 60_000, true, jpeg.length));
        assertThat(scans.isOne()).isFalse();
    }

    @Test
    void those_of_a_preview_in_its_metadata_are_not_its_own() throws IOException {
        byte[] jpeg = TestImages.photo(300, 200, TestImages.encoded("jpg", 30, 20));

        assertThat(scans(jpeg)).isEqualTo(new Scans(1, 60_000, false, jpeg.length));
    }

    @Test
    void what_stands_behind_the_image_is_none_of_it() throws IOException {
        byte[] video = new byte[20_000_000];
        new Random(5).nextBytes(video);
        byte[] jpeg = TestImages.joined(BASELINE, video);

        assertThat(scans(jpeg)).isEqualTo(scans(BASELINE));
        assertThatCode(() -> new ImageIoImaging().inspect(Memory.of(jpeg), ImageLimits.STANDARD))
                .doesNotThrowAnyException();
    }

    @Test
    void an_image_that_is_cut_off_anywhere_is_counted_to_there() throws IOException {
        for (int length = 0; length < BASELINE.length; length++) {
            assertThat(scans(TestImages.part(BASELINE, 0, length)).count()).isLessThan(2);
        }
    }

    private static Scans scans(byte[] bytes) throws IOException {
        return Scans.of(new ChannelInput(Memory.of(bytes)));
    }
}

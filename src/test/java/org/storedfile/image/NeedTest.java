package org.storedfile.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;

/** The memory that is set aside before an image is decoded. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NeedTest {
    private static final int GROUP = 5 * 1_000;

    @Test
    void counts_what_the_decoder_of_a_WebP_keeps_besides_its_pixels() throws IOException {
        long pixels = need(WebpBombs.ofGroups(1)).decoding(1);

        assertThat(need(WebpBombs.ofGroups(2_000)).decoding(1) - pixels).isBetween(2_000L * GROUP, 4_000L * GROUP);
    }

    @Test
    void of_a_WebP_that_is_too_large_refuses_it_however_few_pixels_it_has() throws IOException {
        PixelMemory little = new PixelMemory(2 << 20);
        Need need = need(WebpBombs.ofGroups(2_000));

        assertThatThrownBy(() -> little.share(need))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageMatching("needs 1\\d MB of memory to be decoded and scaled, .*");
    }

    private static Need need(byte[] file) throws IOException {
        SeekableByteChannel bytes = Memory.of(file);
        long kept = Structure.check(Format.WEBP, bytes, ImageLimits.STANDARD).decoding();
        try (OpenImage image = OpenImage.open(Format.WEBP, bytes)) {
            Header header = image.header(ImageLimits.STANDARD);
            return image.needs(header, kept, new Rendering(header, "a.webp", List.of()));
        }
    }
}

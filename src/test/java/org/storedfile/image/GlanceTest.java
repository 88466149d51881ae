package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.ImageInfo;
import org.storedfile.ImageRefusedException;

/** What the first bytes of an image tell. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GlanceTest {
    private static final int FIRST = 1 << 17;

    private final ImageIoImaging imaging = new ImageIoImaging();

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void the_size_is_known_although_the_rest_is_missing(String format) throws IOException {
        byte[] whole = TestImages.encoded(format, 640, 480);

        ImageInfo info = imaging.glance(Memory.of(Arrays.copyOf(whole, whole.length / 2)))
                .orElseThrow();

        assertThat(info.width()).isEqualTo(640);
        assertThat(info.height()).isEqualTo(480);
        assertThat(info.extension()).isEqualTo(format);
    }

    @Test
    void a_photograph_is_seen_as_it_is_turned() throws IOException {
        byte[] whole = TestImages.photo(640, 480, 6);

        ImageInfo info = imaging.glance(Memory.of(Arrays.copyOf(whole, whole.length / 2)))
                .orElseThrow();

        assertThat(info.width()).isEqualTo(480);
    }

    @Test
    void a_WebP_that_has_its_turn_behind_its_pixels_is_seen_with_it_only() throws IOException {
        BufferedImage image = TestImages.picture(64, 48, BufferedImage.TYPE_4BYTE_ABGR);
        byte[] whole = TestWebp.turned(image, TestImages.exif(6));
        byte[] plain = TestWebp.picture(image);

        assertThat(imaging.glance(Memory.of(whole)).orElseThrow().width()).isEqualTo(48);
        assertThat(imaging.glance(Memory.of(Arrays.copyOf(whole, whole.length - 4))))
                .isEmpty();
        assertThat(imaging.glance(Memory.of(Arrays.copyOf(plain, plain.length / 2)))
                        .orElseThrow()
                        .width())
                .isEqualTo(64);
    }

    @Test
    void a_header_that_is_not_there_yet_is_no_reason_to_refuse() throws IOException {
        byte[] jpeg = TestImages.encoded("jpg", 640, 480);

        assertThat(imaging.glance(Memory.of(Arrays.copyOf(jpeg, 20)))).isEmpty();
    }

    // The size stands behind them; readers would keep 25 KB of each.
    @Test
    void a_header_behind_thousands_of_tables_is_not_read() throws IOException {
        byte[] jpeg = Bombs.tables(5_000);

        assertThat(imaging.glance(Memory.of(jpeg))).isEmpty();
    }

    @Test
    void a_header_behind_thousands_of_others_is_not_read() throws IOException {
        assertThat(imaging.glance(Memory.of(Bombs.frames(1_000)))).isEmpty();
    }

    @Test
    void what_is_no_image_is_refused_by_name() {
        assertThatThrownBy(() -> imaging.glance(Memory.of("%PDF-1.7".getBytes(ISO_8859_1))))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageStartingWith("is PDF");
    }

    static Set<String> bombs() {
        return Bombs.files().keySet();
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void a_bomb_does_not_go_off(String name) throws IOException {
        byte[] bomb = Objects.requireNonNull(Bombs.files().get(name)).get();

        imaging.glance(Memory.of(Arrays.copyOf(bomb, Math.min(bomb.length, FIRST))))
                .ifPresent(info -> assertThat(info.width()).isPositive());
    }
}

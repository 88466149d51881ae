package org.storedfile.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;

/** Files that end before their image does, at whatever byte. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CutOffTest {
    private static final BufferedImage PICTURE = TestImages.picture(64, 48, BufferedImage.TYPE_3BYTE_BGR);
    private static final int END = 2;

    private final ImageIoImaging imaging = new ImageIoImaging();

    @Test
    void a_JPEG_of_several_scans_is_refused_wherever_it_is_cut() {
        byte[] jpeg = TestImages.progressive(PICTURE);

        assertThat(taken(jpeg)).containsExactly(jpeg.length);
    }

    @Test
    void a_JPEG_of_one_scan_may_lack_its_last_mark_and_nothing_else() {
        byte[] jpeg = TestImages.encoded(PICTURE, "jpg");

        assertThat(taken(jpeg)).containsExactly(jpeg.length - END, jpeg.length - END + 1, jpeg.length);
    }

    @Test
    void a_JPEG_whose_scan_has_no_pixels_is_refused_before_decoding() {
        byte[] jpeg = TestImages.encoded(PICTURE, "jpg");
        int scan = new String(jpeg, ISO_8859_1).indexOf("\u00FF\u00DA");
        byte[] empty = TestImages.joined(Arrays.copyOf(jpeg, scan + 14), TestImages.part(jpeg, jpeg.length - END, END));

        assertThatThrownBy(() -> imaging.inspect(Memory.of(empty), ImageLimits.STANDARD))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessage("is cut off: its last scan, or the mark of its end, is not there");
    }

    /** Returns the lengths at which it is an image. */
    private List<Integer> taken(byte[] bytes) {
        List<Integer> taken = new ArrayList<>();
        for (int length = 1; length <= bytes.length; length++) {
            if (isTaken(Arrays.copyOf(bytes, length))) {
                taken.add(length);
            }
        }
        return taken;
    }

    private boolean isTaken(byte[] bytes) {
        try {
            imaging.inspect(Memory.of(bytes), ImageLimits.STANDARD);
            imaging.render(Memory.of(bytes), "a", ImageLimits.STANDARD, List.of());
            return true;
        } catch (ImageRefusedException e) {
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

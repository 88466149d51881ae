package org.storedfile.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Means of squares of pixels. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SquaresTest {
    // In the largest, the sum of the pixels is more than an int can have.
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 3_000, 9_000})
    void of_white_pixels_are_white(int side) {
        BufferedImage means = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR);
        Squares squares = new Squares(means.getColorModel(), means.getRaster(), side, side);
        byte[] row = new byte[3 * side];
        Arrays.fill(row, (byte) 0xFF);

        for (int y = 1; y <= side; y++) {
            squares.add(row);
            squares.endRow(y == side);
        }

        assertThat(means.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
    }
}

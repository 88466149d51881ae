package org.storedfile.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.ImageLimits;

/** Uploads that are given up while an image is read: that says nothing of the image. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InterruptedTest {
    private static final String CLOSED = "closed";
    private static final ImageIoImaging IMAGING = new ImageIoImaging();

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tif", "photo", "progressive", "webp", "strips"})
    void wherever_that_is_no_image_is_called_damaged_or_taken_for_another(String format) throws IOException {
        byte[] image = switch (format) {
            case "photo" -> TestImages.photo(300, 200, 6);
            case "progressive" -> TestImages.progressive(TestImages.picture(300, 200, BufferedImage.TYPE_3BYTE_BGR));
            case "webp" -> TestImages.webp(300, 200, 0xFF0000);
            // Two pages: the directory of the second is behind the pixels of the first.
            case "strips" -> TestGrey.pages(TestGrey.tiff(8, false, new byte[0]), TestGrey.tiff(8, false, new byte[0]));
            default -> TestImages.encoded(format, 300, 200);
        };

        for (Work work : List.<Work>of(InterruptedTest::inspected, InterruptedTest::rendered)) {
            Interrupted whole = new Interrupted(Memory.of(image), Integer.MAX_VALUE);
            Object result = work.of(whole);
            for (int reads = 0; reads < whole.reads; reads++) {
                assertThat(after(reads, image, work))
                        .as("after %s reads", reads)
                        .isIn(result, CLOSED);
            }
        }
    }

    private interface Work {
        Object of(SeekableByteChannel bytes) throws IOException;
    }

    private static Object inspected(SeekableByteChannel bytes) throws IOException {
        return IMAGING.inspect(bytes, ImageLimits.STANDARD);
    }

    private static Object rendered(SeekableByteChannel bytes) throws IOException {
        return IMAGING.render(bytes, "a", ImageLimits.STANDARD, List.of());
    }

    private static Object after(int reads, byte[] image, Work work) throws IOException {
        try {
            return work.of(new Interrupted(Memory.of(image), reads));
        } catch (ClosedChannelException e) {
            return CLOSED;
        }
    }

    /** Is closed after so many reads, as a file is whose reader is interrupted. */
    private static final class Interrupted implements SeekableByteChannel {
        private final SeekableByteChannel bytes;
        private final int most;
        private int reads;

        Interrupted(SeekableByteChannel bytes, int most) {
            this.bytes = bytes;
            this.most = most;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (reads++ >= most) {
                throw new ClosedByInterruptException();
            }
            return bytes.read(target);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return bytes.write(source);
        }

        @Override
        public long position() throws IOException {
            return bytes.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            bytes.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return bytes.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            bytes.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return reads <= most;
        }

        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}

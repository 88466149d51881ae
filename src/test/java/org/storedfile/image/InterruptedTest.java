package org.storedfile.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;

/** Uploads that are given up while an image is read: that says nothing of the image. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InterruptedTest {
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tif"})
    void wherever_that_is_no_image_is_called_damaged(String format) throws IOException {
        byte[] image = TestImages.encoded(format, 300, 200);
        Interrupted whole = new Interrupted(Memory.of(image), Integer.MAX_VALUE);
        work(whole);

        for (int reads = 0; reads < whole.reads; reads++) {
            Interrupted interrupted = new Interrupted(Memory.of(image), reads);

            Throwable failure = catchThrowable(() -> work(interrupted));

            if (failure != null) {
                assertThat(failure).as("after %s reads", reads).isNotInstanceOf(ImageRefusedException.class);
            }
        }
    }

    private static void work(SeekableByteChannel bytes) throws IOException {
        ImageIoImaging imaging = new ImageIoImaging();
        imaging.inspect(bytes, ImageLimits.STANDARD);
        imaging.render(bytes, "a", ImageLimits.STANDARD, List.of());
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
            return bytes.isOpen();
        }

        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}

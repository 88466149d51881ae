package org.storedfile.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.Fit;
import org.storedfile.ImageLimits;
import org.storedfile.VariantFormat;
import org.storedfile.VariantSpec;

/** How decoders read a channel. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChannelInputTest {
    private final Counted channel = new Counted(40_000);

    @Test
    void at_the_end_the_channel_is_asked_once() throws IOException {
        ChannelInput in = new ChannelInput(channel);
        in.seek(39_999);

        assertThat(in.read()).isZero();
        for (int i = 0; i < 1_000; i++) {
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[10], 0, 10)).isEqualTo(-1);
        }

        assertThat(channel.reads).isEqualTo(2);
    }

    @Test
    void behind_the_end_there_is_nothing_and_before_it_all_is_there_again() throws IOException {
        ChannelInput in = new ChannelInput(channel);
        in.seek(50_000);
        assertThat(in.read()).isEqualTo(-1);

        in.seek(0);
        in.readFully(new byte[40_000]);

        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void numbers_are_read_wherever_they_are() throws IOException {
        ChannelInput in = new ChannelInput(channel);
        for (int at = 0; at < 100; at++) {
            in.seek((1 << 14) - 50 + at);
            assertThat(in.readLong()).as("at %d", at).isZero();
            in.seek(0);
            in.read();
        }
    }

    @Test
    void a_lossless_WebP_of_many_bytes_is_decoded() throws IOException {
        byte[] webp = TestWebp.picture(TestImages.picture(300, 300, BufferedImage.TYPE_INT_ARGB));
        VariantSpec whole = new VariantSpec("v", 300, 0, Fit.CONTAIN, VariantFormat.PNG, 80, "", false);

        byte[] made = new ImageIoImaging()
                .render(new Counted(webp), "a.webp", ImageLimits.STANDARD, List.of(whole))
                .get(0);

        assertThat(webp).hasSizeGreaterThan(40_000);
        BufferedImage image = TestImages.decoded(made);
        assertThat(image.getRGB(10, 290)).isEqualTo(Color.RED.getRGB());
        assertThat(image.getRGB(299, 299)).isEqualTo(Color.BLUE.getRGB());
    }

    @Test
    void a_lossless_WebP_without_bits_for_its_pixels_costs_few_reads() throws IOException {
        byte[] webp = TestImages.webp(400, 400, 0xFF0000);
        Counted counted = new Counted(webp);

        new ImageIoImaging().render(counted, "a.webp", ImageLimits.STANDARD, List.of());

        assertThat(counted.reads).isLessThan(100);
    }

    /** Counts how often it is read. */
    private static final class Counted implements SeekableByteChannel {
        private final ByteBuffer bytes;
        private int reads;

        Counted(int length) {
            this(new byte[length]);
        }

        Counted(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes);
        }

        @Override
        public int read(ByteBuffer target) {
            reads++;
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int count = Math.min(target.remaining(), bytes.remaining());
            target.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public long position() {
            return bytes.position();
        }

        @Override
        public SeekableByteChannel position(long position) {
            bytes.position((int) Math.min(position, bytes.limit()));
            return this;
        }

        @Override
        public long size() {
            return bytes.limit();
        }

        @Override
        public int write(ByteBuffer source) {
            throw new NonWritableChannelException();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}

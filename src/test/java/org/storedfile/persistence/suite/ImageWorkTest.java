package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.Fit;
import org.storedfile.ImageInfo;
import org.storedfile.ImageLimits;
import org.storedfile.Imaging;
import org.storedfile.StoredImage;
import org.storedfile.Variant;
import org.storedfile.VariantSpec;
import org.storedfile.image.TestImages;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.validation.AspectRatio;
import org.storedfile.validation.ImageDimensions;
import org.storedfile.validation.ImagePixels;

/** How often an image is looked at and decoded. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ImageWorkTest {
    private static final Counting IMAGING = new Counting();

    @RegisterExtension
    static final Unit UNIT = Unit.of(Sheet.class, Print.class)
            .with("jakarta.persistence.validation.mode", "callback")
            .files(files -> files.imaging(IMAGING));

    @BeforeEach
    void forget() {
        IMAGING.looks.set(0);
        IMAGING.decodings.set(0);
    }

    @Test
    void a_flush_decodes_an_image_once_for_all_of_its_variants() {
        Sheet sheet = new Sheet();
        sheet.image = FileRef.of("a.jpg", TestImages.encoded("jpg", 800, 600));

        UNIT.save(sheet);

        assertThat(UNIT.storage().keys()).hasSize(4);
        assertThat(IMAGING.decodings).hasValue(1);
        assertThat(IMAGING.looks).hasValue(1);
    }

    @Test
    void a_stream_is_read_once_for_all_of_it() {
        Once stream = new Once(TestImages.encoded("jpg", 800, 600));
        Sheet sheet = new Sheet();
        sheet.image = FileRef.of("a.jpg", stream);

        UNIT.save(sheet);

        assertThat(stream.delivered).isEqualTo(stream.size);
        assertThat(IMAGING.decodings).hasValue(1);
    }

    @Test
    void links_and_sizes_of_what_a_flush_made_decode_nothing() {
        Sheet sheet = new Sheet();
        sheet.image = FileRef.of("a.jpg", TestImages.encoded("jpg", 800, 600));
        UNIT.save(sheet);
        forget();

        FileRef loaded = UNIT.compute(em -> em.find(Sheet.class, sheet.id).image);

        assertThat(loaded.variant("big").width()).isEqualTo(400);
        assertThat(List.of(IMAGING.looks.get(), IMAGING.decodings.get())).containsExactly(0, 0);
    }

    @Test
    void a_lazy_variant_is_decoded_once_however_often_it_is_read() throws IOException {
        Print print = new Print();
        print.image = FileRef.of("a.jpg", TestImages.encoded("jpg", 160, 90));
        UNIT.save(print);
        forget();

        for (int i = 0; i < 3; i++) {
            print.image.variant("later").open().close();
        }

        assertThat(IMAGING.decodings).hasValue(1);
    }

    // EclipseLink validates with persist(), too, where nothing is kept from one constraint to the next.
    @Tag("hibernate")
    @Test
    void constraints_look_once_however_many_there_are() {
        Print print = new Print();
        print.image = FileRef.of("a.jpg", TestImages.encoded("jpg", 160, 90));

        UNIT.save(print);

        // One look of the constraints, one of the image's own limits.
        assertThat(IMAGING.looks).hasValue(2);
        assertThat(IMAGING.decodings).hasValue(1);
    }

    private static final class Counting implements Imaging {
        private final AtomicInteger looks = new AtomicInteger();
        private final AtomicInteger decodings = new AtomicInteger();
        private final Imaging real = Imaging.discovered();

        @Override
        public ImageInfo inspect(SeekableByteChannel bytes, ImageLimits limits) throws IOException {
            looks.incrementAndGet();
            return real.inspect(bytes, limits);
        }

        @Override
        public Optional<ImageInfo> glance(SeekableByteChannel first) throws IOException {
            looks.incrementAndGet();
            return real.glance(first);
        }

        @Override
        public List<byte[]> render(
                SeekableByteChannel bytes, String original, ImageLimits limits, List<VariantSpec> variants)
                throws IOException {
            decodings.incrementAndGet();
            return real.render(bytes, original, limits, variants);
        }
    }

    /** Counts the bytes that are read. */
    private static final class Once extends ByteArrayInputStream {
        private final int size;
        private int delivered;

        Once(byte[] bytes) {
            super(bytes);
            size = bytes.length;
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int wanted) {
            int read = super.read(bytes, offset, wanted);
            delivered += Math.max(0, read);
            return read;
        }
    }

    /** Has several variants. */
    @Entity(name = "Sheet")
    public static class Sheet {
        @Id
        @GeneratedValue
        Long id;

        @StoredImage
        @Variant(name = "big", width = 400)
        @Variant(name = "mid", width = 200)
        @Variant(name = "dot", width = 20, height = 20, fit = Fit.COVER)
        FileRef image;
    }

    /** Has several rules. */
    @Entity(name = "Print")
    public static class Print {
        @Id
        @GeneratedValue
        Long id;

        @StoredImage
        @Variant(name = "later", width = 50, lazy = true)
        @ImageDimensions(minWidth = 10)
        @ImagePixels(min = 100)
        @AspectRatio(max = "16:9")
        FileRef image;
    }
}

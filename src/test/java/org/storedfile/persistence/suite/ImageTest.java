package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.OrderColumn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.StoredFiles;
import org.storedfile.StoredImage;
import org.storedfile.image.TestImages;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;

/** Attributes that hold images: width and height, and what is refused. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ImageTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Picture.class, Wall.class, Frame.class, Small.class, Letter.class);

    @Test
    void width_height_and_type_are_written_in_the_statement_that_writes_the_key() {
        Picture picture = new Picture();
        picture.image = FileRef.of("me.jpg", TestImages.photo(120, 80, 6));

        UNIT.save(picture);

        assertThat(UNIT.sql().all("insert")).hasSize(1);
        assertThat(UNIT.value("select width from Picture where id = ?", picture.id))
                .contains("80");
        assertThat(UNIT.value("select height from Picture where id = ?", picture.id))
                .contains("120");
        assertThat(UNIT.value("select imageType from Picture where id = ?", picture.id))
                .contains("image/jpeg");
        assertThat(picture.image.key()).matches("me_[0-9a-z]{12}-80x120\\.jpg");
    }

    @Test
    void they_are_cleared_with_the_file() {
        Picture picture = UNIT.save(picture("a.png", TestImages.encoded("png", 30, 20)));

        UNIT.commit(em -> em.find(Picture.class, picture.id).image = null);

        assertThat(UNIT.value("select width from Picture where id = ?", picture.id))
                .isEmpty();
        assertThat(UNIT.value("select height from Picture where id = ?", picture.id))
                .contains("0");
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void they_change_with_the_file() {
        Picture picture = UNIT.save(picture("a.png", TestImages.encoded("png", 30, 20)));
        UNIT.sql().clear();

        UNIT.commit(em ->
                em.find(Picture.class, picture.id).image = FileRef.of("b.gif", TestImages.encoded("gif", 50, 60)));

        assertThat(UNIT.sql().all("update")).hasSize(1);
        assertThat(UNIT.value("select width from Picture where id = ?", picture.id))
                .contains("50");
        assertThat(UNIT.value("select height from Picture where id = ?", picture.id))
                .contains("60");
    }

    @Test
    void loading_asks_no_storage() {
        Picture picture = UNIT.save(picture("a.png", TestImages.encoded("png", 30, 20)));
        UNIT.storage().forgetCalls();

        Integer width = UNIT.compute(em -> em.find(Picture.class, picture.id).width);

        assertThat(width).isEqualTo(30);
        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void elements_of_a_collection_have_them_too() {
        Wall wall = new Wall();
        wall.frames.add(new Frame(FileRef.of("a.png", TestImages.encoded("png", 30, 20))));
        wall.frames.add(new Frame(FileRef.of("b.webp", TestImages.webp(70, 50, 0xFF))));

        UNIT.save(wall);

        assertThat(UNIT.rows("select width from Wall_frames order by frames_ORDER"))
                .containsExactly("30", "70");
    }

    @Test
    void a_stream_that_can_be_read_once_is_an_image_as_well() throws IOException {
        byte[] bytes = TestImages.encoded("png", 300, 200);
        Picture picture = new Picture();
        picture.image = FileRef.of("a.png", new ByteArrayInputStream(bytes));

        UNIT.save(picture);

        assertThat(picture.width).isEqualTo(300);
        try (java.io.InputStream in = picture.image.open()) {
            assertThat(in).hasBinaryContent(bytes);
        }
    }

    @Test
    void the_real_format_decides_type_and_extension() throws IOException {
        Picture picture = UNIT.save(picture("holiday.png", TestImages.encoded("jpg", 30, 20)));

        assertThat(picture.image.key()).endsWith("-30x20.jpg");
        assertThat(picture.imageType).isEqualTo("image/jpeg");
        assertThat(UNIT.save(picture("no-extension", TestImages.encoded("gif", 3, 2)))
                        .image
                        .key())
                .endsWith("-3x2.gif");
        assertThat(UNIT.save(picture("page.html", TestImages.encoded("gif", 3, 2)))
                        .image
                        .key())
                .endsWith(".gif");
    }

    @Test
    void what_is_no_image_is_refused_before_a_byte_is_stored() {
        assertThatThrownBy(() -> UNIT.save(picture(
                        "a.png",
                        "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                .hasStackTraceContaining(
                        "the file 'a.png' of Picture.image cannot be stored: it is SVG: only PNG, JPEG,"
                                + " GIF, WEBP, BMP, TIFF are supported");

        assertThat(UNIT.storage().calls()).isEmpty();
        assertThat(UNIT.rows("select id from Picture where image is not null and width is null"))
                .isEmpty();
    }

    @Test
    void an_image_that_cannot_be_read_is_refused_with_the_reason() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };

        assertThatThrownBy(() -> UNIT.save(picture(FileRef.of("a.png", broken))))
                .hasStackTraceContaining("the file 'a.png' of Picture.image cannot be stored: its bytes cannot be read"
                        + " (java.io.IOException: connection reset)");

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void an_image_that_is_cut_off_is_refused_and_leaves_nothing() {
        byte[] whole = TestImages.encoded("jpg", 300, 200);
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length / 2);

        assertThatThrownBy(() -> UNIT.save(picture("a.jpg", cut)))
                .hasStackTraceContaining("of Picture.image could not be stored as")
                .hasStackTraceContaining("is damaged or cut off");

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void what_is_stored_is_what_was_looked_at(int honest) throws IOException {
        byte[] png = TestImages.encoded("png", 30, 20);
        Content turning = new Turning(png, honest);

        Throwable refusal = catchThrowable(() -> UNIT.save(picture(FileRef.of("a.png", turning))));

        if (refusal != null) {
            assertThat(refusal).hasStackTraceContaining("the file 'a.png' of Picture.image");
        }
        assertThat(UNIT.storage().keys()).hasSize(refusal == null ? 1 : 0);
        for (String key : UNIT.storage().keys()) {
            try (InputStream in = UNIT.storage().read(Key.of(key))) {
                assertThat(in).hasBinaryContent(png);
            }
        }
    }

    @Test
    void an_image_that_becomes_another_is_refused() {
        byte[] png = TestImages.encoded("png", 30, 20);
        byte[] other = TestImages.encoded("png", 31, 20);
        Content turning = new Turning(png, 1, other);

        assertThatThrownBy(() -> UNIT.save(picture(FileRef.of("a.png", turning))))
                .hasStackTraceContaining("a.png' of Picture.image could not be stored as")
                .hasStackTraceContaining("is not what it was when it was looked at");
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void of_content_whose_path_is_another_file_what_was_looked_at_is_stored(@TempDir Path folder) throws IOException {
        byte[] png = TestImages.encoded("png", 30, 20);
        Path path = Files.write(folder.resolve("a.png"), png);
        Content lying = new Turning(png, 0) {
            @Override
            public Optional<Path> path() {
                return Optional.of(path);
            }
        };
        Picture picture = picture(FileRef.of("a.png", lying));

        UNIT.save(picture);

        try (InputStream in = picture.image.open()) {
            assertThat(in).hasBinaryContent(png);
        }
    }

    @Test
    void an_image_on_disk_that_changes_before_it_is_stored_is_refused(@TempDir Path folder) throws IOException {
        Path path = Files.write(folder.resolve("a.png"), TestImages.encoded("png", 30, 20));
        AtomicInteger asked = new AtomicInteger();
        Content changing = new Turning(Files.readAllBytes(path), 0) {
            @Override
            public Optional<Path> path() {
                return Optional.of(asked.incrementAndGet() == 1 ? path : folder.resolve("b.png"));
            }
        };
        Files.write(folder.resolve("b.png"), TestImages.encoded("png", 31, 20));

        assertThatThrownBy(() -> UNIT.save(picture(FileRef.of("a.png", changing))))
                .hasStackTraceContaining("is not what it was when it was looked at");
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_image_on_disk_that_grows_before_it_is_stored_is_refused(boolean isTemporary, @TempDir Path folder)
            throws IOException {
        byte[] small = TestImages.encoded("png", 30, 20);
        byte[] large = TestImages.encoded("png", 300, 200);
        Path path = Files.write(folder.resolve("a.png"), small);
        FileRef file = isTemporary ? FileRef.ofTemporary("a.png", path) : FileRef.of(path);
        Files.write(path, large);

        assertThatThrownBy(() -> UNIT.save(picture(file)))
                .hasStackTraceContaining("a.png' of Picture.image")
                .hasStackTraceContaining(
                        "the content has " + large.length + " bytes where " + small.length + " were declared");
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void the_limits_of_the_annotation_hold() {
        assertThatThrownBy(() -> UNIT.save(new Small(FileRef.of("a.png", TestImages.encoded("png", 101, 100)))))
                .hasStackTraceContaining(
                        "the file 'a.png' of Small.image cannot be stored: it has 10100 px (101 x 100);"
                                + " at most 10000 px are allowed");
        assertThatThrownBy(() -> UNIT.save(new Small(FileRef.of("a.gif", TestImages.animation(4)))))
                .hasStackTraceContaining("it has 4 frames; at most 3 are allowed");
    }

    @Test
    void after_a_rollback_the_same_image_can_be_saved() {
        Picture picture = picture("a.png", TestImages.encoded("png", 30, 20));
        UNIT.rollback(em -> em.persist(picture));
        assertThat(UNIT.storage().keys()).isEmpty();

        Picture again = new Picture();
        again.image = picture.image;
        UNIT.save(again);

        assertThat(UNIT.storage().keys()).hasSize(1);
    }

    @Test
    void a_copy_of_a_stored_image_has_its_size_too() {
        Picture picture = UNIT.save(picture("a.png", TestImages.encoded("png", 30, 20)));

        Picture copy = UNIT.save(picture(picture.image.copy()));

        assertThat(copy.width).isEqualTo(30);
        assertThat(copy.image.key()).matches("a_[0-9a-z]{12}-30x20\\.png").isNotEqualTo(picture.image.key());
    }

    @Test
    void an_object_that_exists_already_is_read_for_its_size_when_it_comes_in() throws IOException {
        UNIT.storage().write(Key.of("legacy/old.png"), Content.of(TestImages.encoded("png", 33, 22)));

        Picture picture = UNIT.save(picture(StoredFiles.current().existing("default", "legacy/old.png")));

        assertThat(List.of(picture.width, picture.height)).containsExactly(33, 22);
    }

    @Test
    void many_images_of_one_flush_are_looked_at_side_by_side() {
        UNIT.commit(em -> Stream.iterate(1, i -> i + 1)
                .limit(20)
                .forEach(i -> em.persist(picture(i + ".png", TestImages.encoded("png", 100 + i, 50)))));

        assertThat(UNIT.storage().keys()).hasSize(20);
    }

    @Test
    void others_pass_where_that_is_said_but_no_damaged_image() {
        Letter letter = UNIT.save(new Letter(FileRef.of("a.txt", "text")));
        assertThat(letter.width).isNull();
        assertThat(letter.height).isZero();
        assertThat(letter.scan.key()).matches("a_[0-9a-z]{12}\\.txt");

        assertThat(UNIT.save(new Letter(FileRef.of("a.png", TestImages.encoded("png", 30, 20)))).width)
                .isEqualTo(30);
        byte[] half = java.util.Arrays.copyOf(TestImages.encoded("png", 30, 20), 60);
        assertThatThrownBy(() -> UNIT.save(new Letter(FileRef.of("a.png", half))))
                .hasStackTraceContaining("is damaged or cut off");
    }

    private static Picture picture(String name, byte[] bytes) {
        return picture(FileRef.of(name, bytes));
    }

    private static Picture picture(FileRef image) {
        Picture picture = new Picture();
        picture.image = image;
        return picture;
    }

    /** Says that it can be read again, and is something else then. */
    private static class Turning implements Content {
        private final byte[] first;
        private final byte[] later;
        private int left;

        Turning(byte[] first, int times) {
            this(first, times, "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        }

        Turning(byte[] first, int times, byte[] later) {
            this.first = first;
            this.left = times;
            this.later = later;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(left-- > 0 ? first : later);
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.empty();
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }
    }

    /** Has an image with all that is known of it. */
    @Entity(name = "Picture")
    public static class Picture {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(contentTypeAttribute = "imageType")
        @StoredImage(widthAttribute = "width", heightAttribute = "height")
        FileRef image;

        String imageType;
        Integer width;
        int height;
    }

    /** Has an image or something else. */
    @Entity(name = "Letter")
    public static class Letter {
        @Id
        @GeneratedValue
        Long id;

        @StoredImage(widthAttribute = "width", heightAttribute = "height", allowOthers = true)
        FileRef scan;

        Integer width;
        int height;

        protected Letter() {}

        Letter(FileRef scan) {
            this.scan = scan;
        }
    }

    /** Has a limit. */
    @Entity(name = "Small")
    public static class Small {
        @Id
        @GeneratedValue
        Long id;

        @StoredImage(maxPixels = 10_000, maxFrames = 3)
        FileRef image;

        protected Small() {}

        Small(FileRef image) {
            this.image = image;
        }
    }

    /** Has several. */
    @Entity(name = "Wall")
    public static class Wall {
        @Id
        @GeneratedValue
        Long id;

        @ElementCollection
        @OrderColumn
        List<Frame> frames = new ArrayList<>();
    }

    /** An image in a collection. */
    @Embeddable
    public static class Frame {
        @StoredImage(widthAttribute = "width", heightAttribute = "height")
        FileRef image;

        int width;
        int height;

        protected Frame() {}

        Frame(FileRef image) {
            this.image = image;
        }
    }
}

package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.StoredImage;
import org.storedfile.Variant;
import org.storedfile.image.TestImages;
import org.storedfile.persistence.suite.run.Unit;

/** Persistence units whose entities have one name, and declare variants of one name differently. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VariantUnitsTest {
    private static final byte[] IMAGE = TestImages.encoded("png", 200, 100);

    @Test
    void one_after_the_other_each_has_its_own() {
        try (Unit shop = Unit.of(Shop.Poster.class).start()) {
            assertThat(shop.save(new Shop.Poster()).image.variant("mini").width())
                    .isEqualTo(100);
        }
        try (Unit blog = Unit.of(Blog.Poster.class).start()) {
            assertThat(blog.save(new Blog.Poster()).image.variant("mini").width())
                    .isEqualTo(50);
            assertThat(blog.storage().keys()).hasSize(2);
        }
    }

    @Test
    void side_by_side_the_name_of_the_class_tells_them_apart() {
        try (Unit shop = Unit.of(Shop.Poster.class).start()) {
            FileRef image = shop.save(new Shop.Poster()).image;
            try (Unit blog = Unit.of(Blog.Poster.class).beside(shop).start()) {
                FileRef other = blog.save(new Blog.Poster()).image;

                assertThat(image.variant(Shop.Poster.class.getName() + ".image.mini")
                                .width())
                        .isEqualTo(100);
                assertThat(other.variant(Blog.Poster.class.getName() + ".image.mini")
                                .width())
                        .isEqualTo(50);
                assertThatThrownBy(() -> image.variant("Poster.image.mini"))
                        .isInstanceOf(StoredFileException.class)
                        .hasMessage(
                                "several attributes declare a @Variant 'Poster.image.mini', and not alike: ask for one of ["
                                        + Blog.Poster.class.getName() + ".image.mini, " + Shop.Poster.class.getName()
                                        + ".image.mini]");
            }
            assertThat(image.variant("mini").width()).isEqualTo(100);
        }
    }

    @Test
    void each_stores_what_its_own_entity_declares() {
        try (Unit shop = Unit.of(Shop.Poster.class).start();
                Unit blog = Unit.of(Blog.Poster.class).beside(shop).start()) {
            FileRef image = shop.save(new Shop.Poster()).image;
            FileRef other = blog.save(new Blog.Poster()).image;

            assertThat(shop.storage().keys())
                    .containsExactlyInAnyOrder(
                            image.key(),
                            image.variant(Shop.Poster.class.getName() + ".image.mini")
                                    .key(),
                            other.key(),
                            other.variant(Blog.Poster.class.getName() + ".image.mini")
                                    .key());
        }
    }

    @Test
    void of_a_unit_that_is_closed_nothing_is_known_any_more() {
        FileRef image;
        try (Unit shop = Unit.of(Shop.Poster.class).start()) {
            image = shop.save(new Shop.Poster()).image;
        }

        assertThatThrownBy(() -> image.variant("mini"))
                .hasMessageStartingWith("no attribute declares a @Variant 'mini'");
    }

    @Test
    void variants_go_with_their_original_where_nobody_declares_any_more_that_there_are_some() {
        try (Unit plain = Unit.of(Album.class).start()) {
            Album album = new Album();
            try (Unit shop = Unit.of(Shop.Poster.class).beside(plain).start()) {
                String key = shop.save(new Shop.Poster()).image.key();
                album.cover = StoredFiles.current().existing("default", key);
            }
            assertThat(plain.storage().keys()).hasSize(2);
            plain.save(album);

            plain.commit(em -> em.remove(em.find(Album.class, album.id)));

            assertThat(plain.storage().keys()).isEmpty();
        }
    }

    @Test
    void files_that_no_image_attribute_stored_are_not_looked_up_for_variants_where_nobody_declares_any() {
        try (Unit plain = Unit.of(Album.class).start()) {
            Album album = new Album();
            album.cover = FileRef.of("a.png", IMAGE);
            plain.save(album);
            plain.storage().forgetCalls();

            plain.commit(em -> em.remove(em.find(Album.class, album.id)));

            assertThat(plain.storage().calls()).containsExactly("delete " + album.cover.key());
        }
    }

    /** Holds a file, and declares nothing of it. */
    @Entity(name = "Album")
    public static class Album {
        @Id
        @GeneratedValue
        Long id;

        FileRef cover;
    }

    /** One application's part. */
    public static class Shop {
        /** Has a large one. */
        @Entity(name = "Poster")
        public static class Poster {
            @Id
            @GeneratedValue
            Long id;

            @StoredImage
            @Variant(name = "mini", width = 100)
            FileRef image = FileRef.of("a.png", IMAGE);
        }
    }

    /** Its other part. */
    public static class Blog {
        /** Has a small one. */
        @Entity(name = "Poster")
        public static class Poster {
            @Id
            @GeneratedValue
            Long id;

            @StoredImage
            @Variant(name = "mini", width = 50)
            FileRef image = FileRef.of("a.png", IMAGE);
        }
    }
}

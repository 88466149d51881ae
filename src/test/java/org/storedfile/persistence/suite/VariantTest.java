package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.DerivedKeys;
import org.storedfile.FileRef;
import org.storedfile.Fit;
import org.storedfile.ImageSources;
import org.storedfile.ImageVariant;
import org.storedfile.StoredFile;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.StoredImage;
import org.storedfile.Variant;
import org.storedfile.VariantFormat;
import org.storedfile.image.TestImages;
import org.storedfile.persistence.suite.run.RecordingStorage;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.LinkedStorage;

/** Other sizes of an image: made, linked, removed with it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VariantTest {
    private static final RecordingStorage SHOP = new RecordingStorage();
    private static final LinkSigner SIGNER = LinkSigner.with(
                    "a secret of thirty-two characters".getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .scope("shop")
            .build();

    @RegisterExtension
    static final Unit UNIT = Unit.of(Product.class, Offer.class)
            .storage("shop", () -> new LinkedStorage(SHOP, URI.create("https://shop.example/files"), SIGNER));

    @org.junit.jupiter.api.BeforeEach
    void empty() {
        SHOP.reset();
    }

    @Test
    void those_that_are_not_lazy_are_stored_beside_the_original_at_flush() throws IOException {
        Product product = UNIT.save(product(TestImages.encoded("jpg", 800, 600)));

        String key = product.image.key();
        assertThat(SHOP.keys())
                .hasSize(3)
                .allMatch(stored -> stored.startsWith(key))
                .anyMatch(key::equals);
        BufferedImage cover = read(product.image.variant("cover"));
        assertThat(List.of(cover.getWidth(), cover.getHeight())).containsExactly(90, 90);
        assertThat(product.image.variant("cover").key()).matches("\\Q" + key + "\\E~cover\\.[0-9a-f]{8}\\.jpg");
    }

    @Test
    void the_flush_sends_the_original_first_and_no_link_asks_the_storage_afterwards() {
        Product product = UNIT.save(product(TestImages.encoded("jpg", 800, 600)));
        assertThat(SHOP.calls("write").get(0)).isEqualTo("write " + product.image.key());
        SHOP.forgetCalls();

        URI url = product.image.variant("cover").url();

        assertThat(url.toString()).startsWith("https://shop.example/files/").contains("~cover.");
        assertThat(SHOP.calls()).isEmpty();
    }

    @Test
    void a_lazy_one_is_made_by_the_first_link() throws IOException {
        Product product = UNIT.save(product(TestImages.encoded("png", 800, 600)));
        assertThat(SHOP.keys()).noneMatch(key -> key.contains("~late."));

        product.image.variant("late").url();

        assertThat(SHOP.keys()).anyMatch(key -> key.contains("~late."));
        assertThat(read(product.image.variant("late")).getWidth()).isEqualTo(120);
        SHOP.forgetCalls();
        product.image.variant("late").url();
        assertThat(SHOP.calls()).isEmpty();
    }

    @Test
    void width_and_height_are_known_without_the_storage() {
        Product product = UNIT.save(product(TestImages.photo(800, 600, 6)));
        SHOP.forgetCalls();

        FileRef loaded =
                UNIT.compute(em -> em.createQuery("select p.image from Product p where p.id = :id", FileRef.class)
                        .setParameter("id", product.id)
                        .getSingleResult());

        assertThat(List.of(
                        loaded.variant("late").width(), loaded.variant("late").height()))
                .containsExactly(120, 160);
        assertThat(SHOP.calls()).isEmpty();
    }

    @Test
    void of_an_image_from_before_its_header_is_read_once() throws IOException {
        SHOP.write(Key.of("old/a.png"), Content.of(TestImages.encoded("png", 240, 120)));
        FileRef old = StoredFiles.current().existing("shop", "old/a.png");

        assertThat(old.variant("late").height()).isEqualTo(60);
        assertThat(old.variant("late").width()).isEqualTo(120);
        assertThat(SHOP.calls("read")).hasSize(1);
    }

    @Test
    void no_variant_is_made_of_what_is_an_image_and_something_else_as_well() throws IOException {
        byte[] page = "<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(TestImages.photo(240, 120, 1));
        both.write(page);
        SHOP.write(Key.of("old/a.jpg"), Content.of(both.toByteArray()));
        FileRef old = StoredFiles.current().existing("shop", "old/a.jpg");

        assertThatThrownBy(() -> old.variant("late").url())
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("old/a.jpg")
                .hasMessageContaining("is an image and something else, too: it contains '<script'");

        assertThat(SHOP.keys()).containsExactly("old/a.jpg");
    }

    @Test
    void a_responsive_image_has_several_by_their_width() {
        Product product = UNIT.save(product(TestImages.encoded("jpg", 800, 600)));

        ImageSources sources = product.image.sources("late", "cover", "wide");

        assertThat(sources.srcset())
                .matches(
                        "https://shop\\S+~cover\\.\\S+ 90w, https://shop\\S+~late\\.\\S+ 120w, https://shop\\S+~wide\\.\\S+ 400w");
        assertThat(sources.src().toString()).contains("~wide.");
        assertThat(List.of(sources.width(), sources.height())).containsExactly(400, 300);
        assertThat(sources.attributes())
                .endsWith("400w\" width=\"400\" height=\"300\"")
                .startsWith("src=\"https://")
                .doesNotContain("&X")
                .contains("&amp;");
    }

    @Test
    void of_a_small_image_none_is_larger_and_equally_wide_ones_are_one_source() {
        Product product = UNIT.save(product(TestImages.encoded("jpg", 80, 60)));

        assertThat(product.image.sources("late", "wide").srcset())
                .doesNotContain(",")
                .endsWith(" 80w");
    }

    @Test
    void they_go_with_the_original_even_outdated_ones() throws IOException {
        Product product = UNIT.save(product(TestImages.encoded("jpg", 800, 600)));
        product.image.variant("late").url();
        SHOP.write(Key.of(product.image.key() + "~gone.00000000.jpg"), Content.of(new byte[1]));
        SHOP.write(Key.of("other_000000000000.jpg"), Content.of(new byte[1]));

        UNIT.commit(em -> em.remove(em.find(Product.class, product.id)));

        assertThat(SHOP.keys()).containsExactly("other_000000000000.jpg");
    }

    @Test
    void they_go_with_a_rollback_and_with_a_replacement() {
        UNIT.rollback(em -> em.persist(product(TestImages.encoded("jpg", 800, 600))));
        assertThat(SHOP.keys()).isEmpty();

        Product product = UNIT.save(product(TestImages.encoded("jpg", 800, 600)));
        UNIT.commit(em ->
                em.find(Product.class, product.id).image = FileRef.of("b.png", TestImages.encoded("png", 500, 400)));

        assertThat(SHOP.keys()).hasSize(3).allMatch(key -> key.startsWith("b_"));
    }

    @Test
    void those_of_a_file_from_before_go_with_it_whatever_its_name_is() throws IOException {
        for (String key : List.of("old/avatar", "old/avatar.upload", "old/avatar.PNG")) {
            SHOP.write(Key.of(key), Content.of(TestImages.encoded("png", 240, 120)));
            Product product = new Product();
            product.image = StoredFiles.current().existing("shop", key);
            UNIT.save(product);
            product.image.variant("late").url();
            assertThat(SHOP.keys()).hasSize(2);

            UNIT.commit(em -> em.remove(em.find(Product.class, product.id)));

            assertThat(SHOP.keys()).isEmpty();
        }
    }

    @Test
    void the_original_is_removed_before_its_variants_are_listed() {
        Product product = UNIT.save(product(TestImages.encoded("jpg", 800, 600)));
        SHOP.forgetCalls();

        UNIT.commit(em -> em.remove(em.find(Product.class, product.id)));

        assertThat(SHOP.calls().indexOf("delete " + product.image.key()))
                .isNotNegative()
                .isLessThan(SHOP.calls().indexOf("list " + product.image.key() + "~"));
    }

    @Test
    void a_file_that_is_no_image_is_not_looked_up_for_variants() {
        Offer offer = new Offer();
        offer.terms = FileRef.of("terms.pdf", "%PDF-1.4");
        UNIT.save(offer);
        UNIT.storage().forgetCalls();

        UNIT.commit(em -> em.remove(em.find(Offer.class, offer.id)));

        assertThat(UNIT.storage().calls("list")).isEmpty();
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void two_that_make_the_same_one_at_once_both_have_it() throws Exception {
        Product product = UNIT.save(product(TestImages.encoded("jpg", 800, 600)));
        FileRef other = UNIT.compute(em -> em.find(Product.class, product.id).image);
        java.util.concurrent.CyclicBarrier both = new java.util.concurrent.CyclicBarrier(2);
        SHOP.beforeWrite(() -> await(both));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<URI> one = threads.submit(() -> product.image.variant("late").url());
            Future<URI> two = threads.submit(() -> other.variant("late").url());

            assertThat(one.get().getPath()).isEqualTo(two.get().getPath());
        } finally {
            threads.shutdown();
        }
        assertThat(SHOP.calls("write").stream().filter(call -> call.contains("~late.")))
                .hasSize(2);
        assertThat(SHOP.keys().stream().filter(key -> key.contains("~late."))).hasSize(1);
    }

    @Test
    void one_that_is_made_while_the_original_is_removed_does_not_stay() throws IOException {
        Product product = UNIT.save(product(TestImages.encoded("jpg", 800, 600)));
        FileRef image = product.image;
        SHOP.onceRead(() -> UNIT.commit(em -> em.remove(em.find(Product.class, product.id))));

        assertThatThrownBy(() -> image.variant("late").url())
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("removed while a variant was made of it");

        assertThat(SHOP.keys()).isEmpty();
    }

    @Test
    void a_derived_key_tells_its_original_and_nothing_else_is_one() {
        Product product = UNIT.save(product(TestImages.encoded("jpg", 80, 60)));
        Key derived = Key.of(product.image.variant("late").key());

        assertThat(DerivedKeys.original(derived)).contains(Key.of(product.image.key()));
        assertThat(DerivedKeys.original(Key.of(product.image.key()))).isEmpty();
        assertThat(DerivedKeys.original(Key.of("a~b.jpg"))).isEmpty();
    }

    @Test
    void a_name_that_attributes_declare_differently_has_to_be_qualified() {
        Product product = UNIT.save(product(TestImages.encoded("jpg", 800, 600)));

        assertThatThrownBy(() -> product.image.variant("tiny"))
                .hasMessage("several attributes declare a @Variant 'tiny', and not alike: ask for one of"
                        + " [Offer.photo.tiny, Product.image.tiny]");
        assertThat(product.image.variant("Product.image.tiny").width()).isEqualTo(16);
        assertThatThrownBy(() -> product.image.variant("enormous"))
                .hasMessageContaining("no attribute declares a @Variant 'enormous'");
    }

    @Test
    void names_are_cut_so_that_the_keys_of_variants_are_valid_too() {
        Product product = new Product();
        product.image = FileRef.of("n".repeat(250) + ".jpg", TestImages.encoded("jpg", 800, 600));

        UNIT.save(product);

        assertThat(SHOP.keys()).hasSize(3).allMatch(key -> key.length() <= 200);
    }

    @Test
    void a_transparent_original_keeps_its_format_and_another_may_be_asked_for() {
        Product product = UNIT.save(product(TestImages.encoded("png", 80, 60)));

        assertThat(product.image.variant("late").contentType()).isEqualTo("image/png");
        assertThat(product.image.variant("wide").contentType()).isEqualTo("image/jpeg");
    }

    private static void await(java.util.concurrent.CyclicBarrier barrier) {
        try {
            barrier.await(20, java.util.concurrent.TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static BufferedImage read(ImageVariant variant) throws IOException {
        try (InputStream in = variant.open()) {
            return TestImages.decoded(in.readAllBytes());
        }
    }

    private static Product product(byte[] bytes) {
        Product product = new Product();
        product.image = FileRef.of("a.jpg", bytes);
        return product;
    }

    /** Has variants. */
    @Entity(name = "Product")
    public static class Product {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "shop")
        @StoredImage
        @Variant(name = "cover", width = 90, height = 90, fit = Fit.COVER)
        @Variant(name = "wide", width = 400, format = VariantFormat.JPEG)
        @Variant(name = "late", width = 120, lazy = true)
        @Variant(name = "tiny", width = 16, lazy = true)
        FileRef image;
    }

    /** Has a variant of a name that another has, too. */
    @Entity(name = "Offer")
    public static class Offer {
        @Id
        @GeneratedValue
        Long id;

        @StoredImage
        @Variant(name = "tiny", width = 20, lazy = true)
        FileRef photo;

        FileRef terms;
    }
}

package org.storedfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.image.TestImages;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.memory.MemoryStorage;

/** Originals that others stored: their keys and their sizes are what they are. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VariantLimitsTest {
    private static final VariantSpec THUMB =
            new VariantSpec("thumb", 100, 0, Fit.CONTAIN, VariantFormat.AUTO, 80, "", true);

    @Test
    void a_key_with_no_room_for_a_name_of_a_variant_is_told() {
        Key korean = Key.of("\uAC00".repeat(60) + ".jpg");
        Key deep = Key.of("folder/".repeat(34) + "a.jpg");

        for (Key key : List.of(korean, deep)) {
            assertThatThrownBy(() -> DerivedKeys.of(key, THUMB))
                    .isInstanceOf(StoredFileException.class)
                    .hasMessageContaining("there is no variant 'thumb' of '" + key + "', as its key");
        }
    }

    @Test
    void the_most_lenient_of_all_limits_holds_where_attributes_share_a_variant() {
        DeclaredVariants unit = new DeclaredVariants();
        unit.add(Wide.class, "Wide", "image", List.of(THUMB), new ImageLimits(1_000, 900, 1));
        unit.add(Tall.class, "Tall", "image", List.of(THUMB), new ImageLimits(2_000, 100, 7));
        Runnable end = unit.run();
        try {
            assertThat(DeclaredVariants.find("thumb").limits()).isEqualTo(new ImageLimits(2_000, 900, 7));
        } finally {
            end.run();
        }
    }

    @Test
    void the_limits_of_the_attribute_hold_where_a_size_is_read() throws IOException {
        MemoryStorage storage = new MemoryStorage();
        storage.write(Key.of("a.png"), Content.of(TestImages.encoded("png", 25_000, 2)));
        VariantStore store = new VariantStore(name -> storage, Imaging.discovered(), new AnyOfLooseObjects(false));
        FileLocation original = new FileLocation("default", Key.of("a.png"));

        assertThatThrownBy(() -> store.size(original, ImageLimits.STANDARD))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessage("is 25000 x 2 pixels large; no side may have more than 20000");
        assertThat(store.size(original, new ImageLimits(50_000, 25_000, 1))).isEqualTo(new PixelSize(25_000, 2));
    }

    private static final class Wide {}

    private static final class Tall {}
}

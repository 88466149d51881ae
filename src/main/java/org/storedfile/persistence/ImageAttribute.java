package org.storedfile.persistence;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.storedfile.ImageLimits;
import org.storedfile.StoredImage;
import org.storedfile.Variant;
import org.storedfile.VariantSpec;

/** What {@link StoredImage} and {@link Variant} say of an attribute. */
public record ImageAttribute(ImageLimits limits, boolean allowsOthers, List<VariantSpec> variants) {
    /** Copies the variants. */
    public ImageAttribute {
        variants = List.copyOf(variants);
    }

    /**
     * Reads the annotations.
     *
     * @throws IllegalArgumentException if a variant is wrong, or two have one name; the message names it
     */
    static ImageAttribute of(StoredImage annotation, Variant @Nullable [] declared) {
        List<VariantSpec> variants = Stream.of(declared == null ? new Variant[0] : declared)
                .map(VariantSpec::of)
                .toList();
        variants.stream()
                .map(VariantSpec::name)
                .filter(name ->
                        variants.stream().filter(v -> v.name().equals(name)).count() > 1)
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("@Variant '" + name + "' is declared twice");
                });
        return new ImageAttribute(ImageLimits.of(annotation), annotation.allowOthers(), variants);
    }

    /** Returns the variants that are made at flush. */
    List<VariantSpec> eager() {
        return variants.stream().filter(variant -> !variant.lazy()).toList();
    }
}

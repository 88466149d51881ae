package org.storedfile.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.storedfile.PixelSize;
import org.storedfile.VariantSpec;

/** Several variants of one image, each made of the smallest larger one that is there already. Used once. */
final class Rendering {
    /** To this, at least, an image is read that is only looked at. */
    private static final int GLANCE = 32;

    private final Header header;
    private final String original;
    private final List<VariantSpec> variants;
    private final List<BufferedImage> frames = new ArrayList<>();

    Rendering(Header header, String original, List<VariantSpec> variants) {
        this.header = header;
        this.original = original;
        this.variants = variants;
    }

    /** Returns one of how many pixels suffices for the largest variant. */
    int reduction() {
        int enough = variants.stream()
                .map(this::frame)
                .mapToInt(frame -> Math.min(header.width() / frame.width(), header.height() / frame.height()))
                .min()
                .orElse(Math.min(header.width(), header.height()) / GLANCE);
        return Math.max(1, enough);
    }

    /** Makes the variants, in their order, of the decoded image. */
    List<byte[]> of(BufferedImage decoded) throws IOException {
        Map<VariantSpec, byte[]> made = new LinkedHashMap<>();
        variants.forEach(variant -> made.put(variant, new byte[0]));
        Source source = new Source(decoded, header.orientation());
        for (VariantSpec variant : largestFirst()) {
            made.put(variant, encoded(variant, source));
        }
        return List.copyOf(made.values());
    }

    private byte[] encoded(VariantSpec variant, Source source) throws IOException {
        PixelSize frame = frame(variant);
        BufferedImage scaled = smallestAbove(frame, source);
        if (scaled.getWidth() != frame.width() || scaled.getHeight() != frame.height()) {
            scaled = Scaling.scaled(scaled, frame.width(), frame.height());
        }
        frames.add(scaled);
        PixelSize size = variant.size(header.width(), header.height());
        return Encoding.encoded(Scaling.middle(scaled, size), variant, variant.formatOf(original));
    }

    private BufferedImage smallestAbove(PixelSize frame, Source source) {
        return frames.stream()
                .filter(done -> done.getWidth() >= frame.width() && done.getHeight() >= frame.height())
                .min(Comparator.comparingLong(done -> (long) done.getWidth() * done.getHeight()))
                .orElseGet(() -> source.scaled(frame));
    }

    private List<VariantSpec> largestFirst() {
        return variants.stream()
                .sorted(Comparator.comparingLong((VariantSpec variant) ->
                                (long) frame(variant).width() * frame(variant).height())
                        .reversed())
                .toList();
    }

    private PixelSize frame(VariantSpec variant) {
        return variant.frame(header.width(), header.height());
    }
}

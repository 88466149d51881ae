package org.storedfile.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.storedfile.PixelSize;
import org.storedfile.VariantSpec;

/** Several variants of one image. Used once. */
final class Rendering {
    /** To this, at least, an image is read that is only looked at. */
    private static final int GLANCE = 32;

    private final Header header;
    private final List<VariantSpec> variants;
    private final Plan plan;
    private final Map<PixelSize, BufferedImage> frames = new HashMap<>();

    Rendering(Header header, String original, List<VariantSpec> variants) {
        this.header = header;
        this.variants = variants;
        this.plan = Plan.of(header, original, variants);
    }

    Plan plan() {
        return plan;
    }

    /** Tells whether nothing is made, and the image is only decoded. */
    boolean isLook() {
        return variants.isEmpty();
    }

    /** Returns one of how many pixels suffices for the largest variant. */
    int reduction() {
        int enough = plan.steps().stream()
                .map(Plan.Step::frame)
                .mapToInt(frame -> Math.min(header.width() / frame.width(), header.height() / frame.height()))
                .min()
                .orElse(Math.min(header.width(), header.height()) / GLANCE);
        return Math.max(1, enough);
    }

    /** Makes the variants, in their order, of the decoded image, whose colours its reader may not know. */
    List<byte[]> of(BufferedImage decoded, Optional<ColorSpace> profile) throws IOException {
        Map<VariantSpec, byte[]> made = new LinkedHashMap<>();
        variants.forEach(variant -> made.put(variant, new byte[0]));
        Source source = new Source(decoded, header.orientation(), profile);
        for (int i = 0; i < plan.steps().size(); i++) {
            Plan.Step step = plan.steps().get(i);
            BufferedImage scaled = scaled(step, source);
            frames.put(step.frame(), scaled);
            int done = i + 1;
            frames.keySet().removeIf(frame -> !plan.isNeeded(frame, done));
            made.put(
                    step.variant(),
                    Encoding.encoded(Scaling.middle(scaled, step.size()), step.variant(), step.format()));
        }
        return List.copyOf(made.values());
    }

    private BufferedImage scaled(Plan.Step step, Source source) {
        BufferedImage from = step.from().map(frames::get).orElse(null);
        if (from == null) {
            return source.scaled(step.frame());
        }
        return step.isThere()
                ? from
                : Scaling.scaled(from, step.frame().width(), step.frame().height());
    }
}

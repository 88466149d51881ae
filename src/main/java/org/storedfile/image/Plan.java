package org.storedfile.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.storedfile.PixelSize;
import org.storedfile.VariantFormat;
import org.storedfile.VariantSpec;

/**
 * In which order variants are made, and of what: the largest first, and each of the smallest larger frame that is there.
 *
 * @param orientation in which the decoded image lies
 */
record Plan(List<Step> steps, Orientation orientation) {
    // In pieces, and in one.
    private static final int TIMES_ENCODED = 2;

    /**
     * One variant.
     *
     * @param size in which it is seen
     * @param frame to which the whole image is scaled before it is cropped
     * @param from the frame that it is scaled from; empty if that is the decoded image
     */
    record Step(VariantSpec variant, VariantFormat format, PixelSize size, PixelSize frame, Optional<PixelSize> from) {
        boolean isThere() {
            return from.filter(frame::equals).isPresent();
        }
    }

    static Plan of(Header header, String original, List<VariantSpec> variants) {
        List<Step> steps = new ArrayList<>();
        Set<PixelSize> frames = new LinkedHashSet<>();
        List<VariantSpec> largestFirst = variants.stream()
                .sorted(Comparator.comparingLong((VariantSpec variant) -> pixels(frame(variant, header)))
                        .reversed())
                .toList();
        for (VariantSpec variant : largestFirst) {
            PixelSize frame = frame(variant, header);
            PixelSize size = variant.size(header.width(), header.height());
            steps.add(new Step(variant, variant.formatOf(original), size, frame, smallestAbove(frame, frames)));
            frames.add(frame);
        }
        return new Plan(List.copyOf(steps), header.orientation());
    }

    /** Tells whether something is made of this frame after that many steps. */
    boolean isNeeded(PixelSize frame, int done) {
        return steps.subList(done, steps.size()).stream()
                .anyMatch(step -> step.from().filter(frame::equals).isPresent());
    }

    /**
     * Returns the most bytes that making the variants takes at once, besides the decoded image of that size: frames, what
     * lies between them, and what is encoded, which may be as long as its pixels.
     */
    long bytes(PixelSize decoded, boolean hasAlpha) {
        int each = hasAlpha ? 4 : 3;
        long most = 0;
        long encoded = 0;
        Set<PixelSize> kept = new LinkedHashSet<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            most = Math.max(most, encoded + each * (sum(kept) + (step.isThere() ? 0 : scaling(step, decoded))));
            kept.add(step.frame());
            int done = i + 1;
            kept.removeIf(frame -> !frame.equals(step.frame()) && !isNeeded(frame, done));
            long written = (step.format() == VariantFormat.JPEG ? 1 : each) * pixels(step.size());
            long copied = hasAlpha ? 4 * pixels(step.size()) : 0;
            most = Math.max(most, encoded + each * sum(kept) + copied + TIMES_ENCODED * written);
            encoded += written;
            kept.removeIf(frame -> !isNeeded(frame, done));
        }
        return most;
    }

    // Of the image itself, colours are converted and sides turned afterwards.
    private long scaling(Step step, PixelSize decoded) {
        long most = step.from().isPresent() ? 0 : (orientation == Orientation.NORMAL ? 2 : 3) * pixels(step.frame());
        long last = 0;
        for (PixelSize next : Scaling.steps(step.from().orElse(decoded), step.frame())) {
            most = Math.max(most, last + pixels(next));
            last = pixels(next);
        }
        return most;
    }

    private static Optional<PixelSize> smallestAbove(PixelSize frame, Set<PixelSize> frames) {
        return frames.stream()
                .filter(done -> done.width() >= frame.width() && done.height() >= frame.height())
                .min(Comparator.comparingLong(Plan::pixels));
    }

    private static PixelSize frame(VariantSpec variant, Header header) {
        return variant.frame(header.width(), header.height());
    }

    private static long sum(Set<PixelSize> sizes) {
        return sizes.stream().mapToLong(Plan::pixels).sum();
    }

    private static long pixels(PixelSize size) {
        return (long) size.width() * size.height();
    }
}

package org.storedfile;

import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a responsive {@code <img>} needs: the browser chooses among several variants by their width.
 *
 * @param src the largest of them, for browsers that do not choose
 * @param srcset all of them: {@code https://…/a.jpg 300w, https://…/b.jpg 800w}
 * @param width that of {@code src} in pixels, so that the page does not jump
 * @param height that of {@code src} in pixels
 */
public record ImageSources(URI src, String srcset, int width, int height) {
    /** Of variants that a small original makes equally wide, the first is taken. */
    static ImageSources of(ImageVariant[] variants) {
        if (variants.length == 0) {
            throw new IllegalArgumentException("name at least one variant");
        }
        Map<Integer, ImageVariant> byWidth = new LinkedHashMap<>();
        Arrays.stream(variants).forEach(variant -> byWidth.putIfAbsent(variant.width(), variant));
        List<Source> sources = byWidth.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .map(entry -> new Source(entry.getValue(), entry.getValue().url(), entry.getKey()))
                .toList();
        Source largest = sources.get(sources.size() - 1);
        return new ImageSources(
                largest.url(),
                sources.stream().map(Source::toString).collect(Collectors.joining(", ")),
                largest.width(),
                largest.variant().height());
    }

    /**
     * Returns the four attributes, escaped for HTML: {@code src="…" srcset="…" width="800" height="600"}. What the
     * image shows and how wide it is on the page ({@code alt}, {@code sizes}) only the page knows.
     */
    public String attributes() {
        return "src=\"" + escaped(src.toString()) + "\" srcset=\"" + escaped(srcset) + "\" width=\"" + width
                + "\" height=\"" + height + "\"";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    private record Source(ImageVariant variant, URI url, int width) {
        @Override
        public String toString() {
            return url + " " + width + "w";
        }
    }
}

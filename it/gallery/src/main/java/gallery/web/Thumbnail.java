package gallery.web;

import gallery.Item;
import gallery.KeptFile;
import java.util.Locale;

/** A small picture of a file, or a sheet of paper with its kind. */
final class Thumbnail {
    private Thumbnail() {}

    /** Returns one that is as wide as a card of the grid. */
    static Html card(String address, Item item) {
        return item.isPicture()
                ? image(Picture.of(address, item).sources("thumb", "card"), "(max-width: 30rem) 45vw, 18rem")
                : paper(item.fileName());
    }

    /** Returns one that is a few letters wide. */
    static Html small(String address, Item item) {
        return item.isPicture() ? small(Picture.of(address, item)) : paper(item.fileName());
    }

    /** Returns one that is a few letters wide. */
    static Html small(String address, KeptFile kept) {
        return kept.isPicture() ? small(Picture.of(address, kept)) : paper(kept.fileName());
    }

    static Html paper(String fileName) {
        return Html.of("""
                <span class="thumb paper" aria-hidden="true"><svg viewBox="-2 0 48 60" width="48" height="60">
                <path class="sheet" d="M6 1h25l12 12v41a5 5 0 0 1-5 5H6a5 5 0 0 1-5-5V6a5 5 0 0 1 5-5z"/>
                <path class="fold" d="M31 1v7a5 5 0 0 0 5 5h7"/>
                </svg><span class="kind">{}</span></span>""", kind(fileName));
    }

    private static Html small(Picture picture) {
        return image(picture.sources("thumb"), "5rem");
    }

    private static Html image(Html sources, String sizes) {
        return Html.of(
                "<img class=\"thumb\" {} sizes=\"{}\" alt=\"\" loading=\"lazy\" decoding=\"async\">", sources, sizes);
    }

    private static String kind(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1);
        return extension.length() > 5 || extension.equals(fileName) ? "FILE" : extension.toUpperCase(Locale.ROOT);
    }
}

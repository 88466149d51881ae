package gallery.web;

import java.util.Locale;

/** A small picture of a file: itself, or a sheet of paper with its kind. */
final class Thumbnail {
    private Thumbnail() {}

    static Html of(String address, String contentType, String fileName) {
        return isPicture(contentType)
                ? Html.of("<img class=\"thumb\" src=\"{}\" alt=\"\" loading=\"lazy\" decoding=\"async\">", address)
                : paper(fileName);
    }

    static Html paper(String fileName) {
        return Html.of("""
                <span class="thumb paper" aria-hidden="true"><svg viewBox="0 0 48 60" width="48" height="60">
                <path class="sheet" d="M6 1h25l12 12v41a5 5 0 0 1-5 5H6a5 5 0 0 1-5-5V6a5 5 0 0 1 5-5z"/>
                <path class="fold" d="M31 1v7a5 5 0 0 0 5 5h7"/>
                </svg><span class="kind">{}</span></span>""", kind(fileName));
    }

    static boolean isPicture(String contentType) {
        return contentType.startsWith("image/");
    }

    private static String kind(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1);
        return extension.length() > 5 || extension.equals(fileName) ? "FILE" : extension.toUpperCase(Locale.ROOT);
    }
}

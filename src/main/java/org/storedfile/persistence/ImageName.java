package org.storedfile.persistence;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.storedfile.ImageInfo;

/** The name of an image, whose extension is that of its real format. */
final class ImageName {
    private static final Map<String, List<String>> ALIKE = Map.of(
            "png", List.of("png"),
            "gif", List.of("gif"),
            "webp", List.of("webp"),
            "jpg", List.of("jpg", "jpeg", "jpe", "jfif"),
            "bmp", List.of("bmp", "dib"),
            "tif", List.of("tif", "tiff"));

    private ImageName() {}

    /** Replaces the extension of another image format; one that is no image's stays, with the right one behind it. */
    static String corrected(String name, ImageInfo info) {
        int dot = name.lastIndexOf('.');
        String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        if (dot > 0 && ALIKE.getOrDefault(info.extension(), List.of()).contains(extension)) {
            return name;
        }
        boolean isImage = dot > 0 && ALIKE.values().stream().anyMatch(all -> all.contains(extension));
        return (isImage ? name.substring(0, dot) : name) + "." + info.extension();
    }
}

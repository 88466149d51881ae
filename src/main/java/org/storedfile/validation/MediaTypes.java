package org.storedfile.validation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.storedfile.ContentTypeDetector;
import org.storedfile.StoredFiles;

/** What is known of media types: which are the same, which a name may refine, and how files of them are named. */
final class MediaTypes {
    static final String UNKNOWN = "application/octet-stream";
    private static final String TEXT = "text/plain";

    // Others name them so; the detectors do not.
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("image/jpg", "image/jpeg"),
            Map.entry("image/pjpeg", "image/jpeg"),
            Map.entry("image/x-ms-bmp", "image/bmp"),
            Map.entry("audio/vnd.wave", "audio/wav"),
            Map.entry("audio/x-wav", "audio/wav"),
            Map.entry("audio/x-flac", "audio/flac"),
            Map.entry("application/x-gzip", "application/gzip"),
            Map.entry("application/x-zip-compressed", "application/zip"),
            Map.entry("text/xml", "application/xml"),
            Map.entry("text/javascript", "application/javascript"));

    // Formats that share their container, so that names and first bytes may differ.
    private static final Map<String, String> CONTAINERS = Map.of(
            "image/heif", "image/heic",
            "audio/mp4", "video/mp4",
            "video/x-m4v", "video/mp4",
            "video/quicktime", "video/mp4",
            "audio/webm", "video/webm",
            "video/x-matroska", "video/webm",
            "audio/ogg", "application/ogg",
            "video/ogg", "application/ogg",
            "audio/vorbis", "application/ogg",
            "audio/opus", "application/ogg");

    private static final Set<String> TEXTUAL = Set.of(
            "application/json", "application/xml", "application/javascript", "application/yaml", "application/sql");

    private static final Map<String, String> EXTENSIONS = Map.ofEntries(
            Map.entry("application/pdf", "pdf"),
            Map.entry("application/zip", "zip"),
            Map.entry("application/gzip", "gz"),
            Map.entry("application/rtf", "rtf"),
            Map.entry("application/xml", "xml"),
            Map.entry("image/png", "png"),
            Map.entry("image/jpeg", "jpg"),
            Map.entry("image/gif", "gif"),
            Map.entry("image/webp", "webp"),
            Map.entry("image/bmp", "bmp"),
            Map.entry("image/tiff", "tif"),
            Map.entry("image/avif", "avif"),
            Map.entry("image/heic", "heic"),
            Map.entry("image/svg+xml", "svg"),
            Map.entry("audio/mpeg", "mp3"),
            Map.entry("audio/flac", "flac"),
            Map.entry("audio/wav", "wav"),
            Map.entry("video/mp4", "mp4"),
            Map.entry("video/quicktime", "mov"),
            Map.entry("video/webm", "webm"),
            Map.entry("text/plain", "txt"),
            Map.entry("text/html", "html"));

    private MediaTypes() {}

    /** Returns what the bytes are; the name only says which kind of text, archive or the like. */
    static String ofContent(String name, byte[] head) {
        ContentTypeDetector detector = detector();
        String byContent = detector.detect("", head);
        if (byContent.equals(UNKNOWN)) {
            return UNKNOWN;
        }
        String refined = detector.detect(name, head);
        return isRefined(refined, byContent) ? refined : byContent;
    }

    /** Tells whether the name belongs to another type. */
    static boolean contradicts(String name, String type) {
        String byName = detector().detect(name, new byte[0]);
        return !byName.equals(UNKNOWN) && !areKin(byName, type) && !(type.equals(TEXT) && isTextual(byName));
    }

    private static boolean areKin(String one, String other) {
        return areSame(CONTAINERS.getOrDefault(one, one), CONTAINERS.getOrDefault(other, other));
    }

    static boolean areSame(String one, String other) {
        return SAME.getOrDefault(one, one).equals(SAME.getOrDefault(other, other));
    }

    /** Returns the extension that files of this type have, without a dot. */
    static Optional<String> extension(String type) {
        return Optional.ofNullable(EXTENSIONS.get(SAME.getOrDefault(type, type)));
    }

    // Without Tika, names are believed where the bytes say no more than that it is text.
    private static boolean isRefined(String refined, String byContent) {
        boolean isSameKind = refined.startsWith(byContent.substring(0, byContent.indexOf('/') + 1));
        return byContent.equals(TEXT) ? isTextual(refined) : isSameKind;
    }

    private static boolean isTextual(String type) {
        return type.startsWith("text/")
                || type.endsWith("+xml")
                || type.endsWith("+json")
                || TEXTUAL.contains(SAME.getOrDefault(type, type));
    }

    private static ContentTypeDetector detector() {
        return Inspection.current().map(Inspection::detector).orElseGet(MediaTypes::currentDetector);
    }

    /** Returns the application's detector; a form can be validated before there is anything to store files. */
    static ContentTypeDetector currentDetector() {
        try {
            return StoredFiles.current().contentTypes();
        } catch (IllegalStateException e) {
            return Standard.DETECTOR;
        }
    }

    private static final class Standard {
        private static final ContentTypeDetector DETECTOR = ContentTypeDetector.discovered();
    }
}

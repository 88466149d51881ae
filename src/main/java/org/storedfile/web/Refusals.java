package org.storedfile.web;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Answers without a file. They tell what a client may know, and a forged link tells nothing of the object. */
final class Refusals {
    private static final String METHODS = "GET, HEAD, OPTIONS";

    private Refusals() {}

    /** Answers requests of any other method than GET and HEAD. */
    static Optional<FileAnswer> other(FileRequest request) {
        return switch (request.method()) {
            case "GET", "HEAD" -> Optional.empty();
            case "OPTIONS" -> Optional.of(new FileAnswer(204, Map.of("Allow", METHODS), Body.EMPTY));
            default -> Optional.of(method(request));
        };
    }

    // A kept one would outlive the link.
    static FileAnswer elsewhere(URI link, FileRequest request) {
        return FileAnswer.refusal(302, "The file is elsewhere.", request).with("Location", link.toString());
    }

    static FileAnswer forged(FileRequest request) {
        return FileAnswer.refusal(403, "This link is not valid.", request);
    }

    static FileAnswer missing(FileRequest request) {
        return FileAnswer.refusal(404, "There is no such file.", request);
    }

    private static FileAnswer method(FileRequest request) {
        return FileAnswer.refusal(405, "Files can be fetched with GET only.", request)
                .with("Allow", METHODS);
    }

    static FileAnswer failed(FileRequest request) {
        return FileAnswer.refusal(500, "The file cannot be read now.", request);
    }

    static FileAnswer expired(FileRequest request) {
        return FileAnswer.refusal(410, "This link has expired.", request);
    }

    static FileAnswer condition(FileRequest request) {
        return FileAnswer.refusal(412, "The file is not the one that the request expects.", request);
    }

    static FileAnswer range(FileRequest request, long size) {
        return FileAnswer.refusal(416, "The file has no such part.", request).with("Content-Range", "bytes */" + size);
    }
}

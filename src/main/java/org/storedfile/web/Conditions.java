package org.storedfile.web;

import java.time.Instant;
import java.util.Optional;

/** The conditions of a request (RFC 9110, 13), in the order that 13.2.2 gives them. */
record Conditions(FileRequest request, EntityTag tag, Instant lastModified) {
    Conditions {
        lastModified = HttpDate.inSeconds(lastModified);
    }

    /** Returns 412 or 304, or empty if the request is to be done. */
    Optional<Integer> refusal() {
        if (!isExpected()) {
            return Optional.of(412);
        }
        return isKnown() ? Optional.of(304) : Optional.empty();
    }

    /** Tells whether a Range header counts: there is no If-Range, or it means this very object. */
    boolean allowRange() {
        return request.header("If-Range").map(this::isThis).orElse(true);
    }

    private boolean isExpected() {
        Optional<String> match = request.header("If-Match");
        return match.map(tags -> tag.isIn(tags, false))
                .or(() -> date("If-Unmodified-Since").map(date -> !lastModified.isAfter(date)))
                .orElse(true);
    }

    private boolean isKnown() {
        Optional<String> match = request.header("If-None-Match");
        return match.map(tags -> tag.isIn(tags, true))
                .or(() -> date("If-Modified-Since").map(date -> !lastModified.isAfter(date)))
                .orElse(false);
    }

    // A key is written once, so that its date is as strong as its tag.
    private boolean isThis(String validator) {
        return validator.endsWith("\"")
                ? validator.equals(tag.value())
                : HttpDate.parse(validator).filter(lastModified::equals).isPresent();
    }

    private Optional<Instant> date(String header) {
        return request.header(header).flatMap(HttpDate::parse);
    }
}

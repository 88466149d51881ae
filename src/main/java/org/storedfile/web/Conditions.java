package org.storedfile.web;

import java.time.Instant;
import java.util.Optional;

/**
 * The conditions of a request (RFC 9110, 13), in the order that 13.2.2 gives them.
 *
 * @param lastModified empty if the address has no such date: it may mean another file tomorrow, which may be an older
 *     one, or one of the same second. Conditions with dates are then ignored, and no range is sent for one.
 */
record Conditions(FileRequest request, EntityTag tag, Optional<Instant> lastModified) {
    Conditions {
        lastModified = lastModified.map(HttpDate::inSeconds);
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
                .or(() -> isUnmodified("If-Unmodified-Since"))
                .orElse(true);
    }

    private boolean isKnown() {
        Optional<String> match = request.header("If-None-Match");
        return match.map(tags -> tag.isIn(tags, true))
                .or(() -> isUnmodified("If-Modified-Since"))
                .orElse(false);
    }

    // A key is written once, so that its date is as strong as its tag where the address means no other.
    private boolean isThis(String validator) {
        return validator.endsWith("\"")
                ? validator.equals(tag.value())
                : HttpDate.parse(validator).equals(lastModified) && lastModified.isPresent();
    }

    private Optional<Boolean> isUnmodified(String since) {
        Optional<Instant> date = request.header(since).flatMap(HttpDate::parse);
        return lastModified.flatMap(modified -> date.map(known -> !modified.isAfter(known)));
    }
}

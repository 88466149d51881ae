package org.storedfile.storage;

import java.time.Duration;
import java.util.Optional;

/**
 * What a link shall do. Immutable; each method returns a changed copy.
 *
 * @param expiry how long the link works; empty for the storage's setting
 * @param attachment whether the browser saves the file instead of showing it
 * @param fileName the name under which it is saved or shown; empty for the one that was given at upload. A storage that
 *     does not know the file's type without asking (S3) has it saved, unless {@code contentType} may be shown
 * @param contentType the type with which it is served; empty for the stored one
 */
public record LinkOptions(
        Optional<Duration> expiry, boolean attachment, Optional<String> fileName, Optional<String> contentType) {
    /** The storage's settings. */
    public static final LinkOptions DEFAULTS =
            new LinkOptions(Optional.empty(), false, Optional.empty(), Optional.empty());

    /**
     * Checks that {@code expiry} is at least one second.
     *
     * @throws IllegalArgumentException if it is less
     */
    public LinkOptions {
        expiry.ifPresent(LinkOptions::requireOneSecond);
    }

    /** Returns these options for a link that works for {@code expiry}, in whole seconds. */
    public LinkOptions expiresAfter(Duration expiry) {
        return new LinkOptions(Optional.of(expiry), attachment, fileName, contentType);
    }

    /** Returns these options for a link that makes the browser save the file as {@code fileName}. */
    public LinkOptions download(String fileName) {
        return new LinkOptions(expiry, true, Optional.of(fileName), contentType);
    }

    /** Returns these options for a link that serves the file as {@code contentType}. */
    public LinkOptions as(String contentType) {
        return new LinkOptions(expiry, attachment, fileName, Optional.of(contentType));
    }

    private static void requireOneSecond(Duration expiry) {
        if (expiry.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "a link that expires after " + expiry + ": at least one second is needed");
        }
    }
}

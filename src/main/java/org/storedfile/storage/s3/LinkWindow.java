package org.storedfile.storage.s3;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When a link is said to be signed and how long it lives. The time is rounded down to a window of a quarter of the
 * expiry, and the link lives longer by that: it is the same all the while, on every node, and browsers cache.
 */
record LinkWindow(Instant start, Duration lifetime) {
    /** The longest that S3 lets a link live. */
    static final Duration LONGEST = Duration.ofDays(7);

    /** For links that S3 checks. */
    static LinkWindow of(Clock clock, Duration expiry) {
        if (expiry.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a link that expires after " + expiry + ": S3 allows seven days at most");
        }
        return within(LONGEST, clock, expiry);
    }

    /** For links that CloudFront checks, which may live as long as they like. */
    static LinkWindow unlimited(Clock clock, Duration expiry) {
        return within(expiry.plus(expiry), clock, expiry);
    }

    private static LinkWindow within(Duration longest, Clock clock, Duration expiry) {
        long seconds = expiry.toSeconds();
        long window = Math.max(1, Math.min(seconds / 4, longest.toSeconds() - seconds));
        long now = clock.instant().getEpochSecond();
        long lifetime = Math.min(seconds + window, longest.toSeconds());
        return new LinkWindow(Instant.ofEpochSecond(now - now % window), Duration.ofSeconds(lifetime));
    }

    Instant end() {
        return start.plus(lifetime);
    }
}

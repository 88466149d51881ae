package org.storedfile.web;

/** The Content-Security-Policy of what a browser shows: nothing runs, and nothing else is fetched. */
final class Sandbox {
    private static final String NOTHING_ELSE =
            "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'";

    private Sandbox() {}

    static String of(MediaType type) {
        return "sandbox; " + NOTHING_ELSE;
    }
}

package org.storedfile.web;

/**
 * The Content-Security-Policy of what a browser shows: nothing runs, and nothing else is fetched. Chromium's viewer
 * shows PDF in this sandbox as well.
 */
final class Sandbox {
    static final String POLICY =
            "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'";

    private Sandbox() {}
}

package org.storedfile.web;

import java.net.URI;

/** A servlet container in this process, with an application at {@code /app}. */
interface Container extends AutoCloseable {
    /** Returns the address of the application, without a slash at its end. */
    URI address();

    @Override
    void close();

    /** The most bytes of a form, and of a file in it. */
    int MOST_REQUEST = 300_000;

    int MOST_FILE = 200_000;
    int IN_MEMORY = 1000;
}

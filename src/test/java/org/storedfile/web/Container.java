package org.storedfile.web;

import java.net.URI;

/** A servlet container in this process. */
interface Container extends AutoCloseable {
    /** Returns the address of the application, without a slash at its end. */
    URI address();

    @Override
    void close();

    /** What a form may send, in bytes. */
    record Limits(long file, long request, int inMemory) {
        static final Limits WIDE = new Limits(-1, -1, 1000);
    }
}

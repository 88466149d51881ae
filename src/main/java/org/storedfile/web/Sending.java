package org.storedfile.web;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** A body that is open, so that a missing object is known before anything is sent. */
interface Sending extends Closeable {
    /**
     * Writes it, until the end or until nobody takes it.
     *
     * @throws IOException if it cannot be read
     */
    void writeTo(OutputStream out) throws IOException;
}

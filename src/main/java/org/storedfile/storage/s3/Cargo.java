package org.storedfile.storage.s3;

import java.io.Closeable;
import java.io.IOException;
import software.amazon.awssdk.core.sync.RequestBody;

/** What one request carries; it can be read again, so that the client can repeat the request. Closed when that is over. */
interface Cargo extends Closeable {
    /** Returns the number of bytes. */
    long size();

    /** Returns the body, which the client reads as often as it likes. */
    RequestBody body();

    /** Returns the digest as Content-MD5 has it. */
    String md5() throws IOException;

    /** Notes that the request succeeded, so that nobody is left who reads the bytes. */
    void arrived();

    /** Gives back what it holds; again does nothing. */
    @Override
    void close();
}

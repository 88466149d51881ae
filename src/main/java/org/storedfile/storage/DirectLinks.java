package org.storedfile.storage;

import java.net.URI;

/** The ability to send a browser, which followed a link that is served here, on to the medium itself. */
public interface DirectLinks {
    /**
     * Returns where the medium serves the object, with what {@link Links} promise.
     *
     * @throws UnsupportedOperationException if such a link cannot carry the options: the bytes are served here then
     */
    URI url(Key key, LinkOptions options);
}

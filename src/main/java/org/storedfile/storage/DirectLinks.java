package org.storedfile.storage;

import java.net.URI;

/** The ability to send a browser, which followed a link that is served here, on to the medium itself. */
public interface DirectLinks {
    /** Returns where the medium serves the object, with what {@link Links} promise. */
    URI url(Key key, LinkOptions options);
}

package org.storedfile.storage;

import java.net.URI;

/** The ability to make a link to an object that anyone who has it can follow. */
public interface Links {
    /**
     * Returns a link to the object. Makes no network call and does not check that the object exists. Asked again
     * within a window it returns the same link, so that browsers cache; the link lives at least as long as asked for.
     * It may be a path without scheme and host, if the storage was set up so.
     *
     * @throws UnsupportedOperationException if such a link cannot carry the options; one without options always works
     */
    URI url(Key key, LinkOptions options);
}

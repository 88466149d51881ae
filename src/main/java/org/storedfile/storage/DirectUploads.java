package org.storedfile.storage;

import java.io.IOException;
import java.util.Optional;

/**
 * The ability to have a browser, or any other client, send an object straight to the medium. What it sends is bound to
 * the terms; the medium refuses all else.
 */
public interface DirectUploads {
    /**
     * Returns the request that stores exactly one object under {@code key}. Makes no request itself. Whoever has it can
     * use it until it expires; a second use is refused, because the key is taken then, unless the medium cannot write on
     * that condition: then it stores the bytes again.
     *
     * @throws IllegalArgumentException if the medium cannot take such an object with one request
     */
    DirectUpload put(Key key, UploadTerms terms);

    /**
     * Returns the form that stores one object under {@code key}, for pages without scripts. A second use stores the same
     * bytes again, which the checksum of the terms sees to.
     *
     * @throws IllegalArgumentException if the terms have no checksum, or the medium cannot take such an object
     */
    DirectUpload form(Key key, UploadTerms terms);

    /**
     * Looks up what such a request stored, as {@link Storage#find} does, and also its checksum if its terms had one and
     * the medium itself compared it with the bytes: who asks does not read them then.
     *
     * @throws IOException if the medium cannot be asked
     */
    Optional<StoredObject> arrived(Key key) throws IOException;
}

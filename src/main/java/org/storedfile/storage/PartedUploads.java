package org.storedfile.storage;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/**
 * The ability to have a browser, or any other client, send an object straight to the medium in parts, each with a
 * request of its own: for what is too large for one, and so that a part that failed is sent again alone.
 */
public interface PartedUploads {
    /**
     * Begins, with one request, and returns those that send the parts. Each takes exactly its part, until it expires, and
     * may be used again until the upload is completed. {@link Storage#delete} of the key ends the upload as well.
     *
     * @param partSize in bytes; the last part is what is left. S3 takes parts of 5 MiB to 5 GiB, and 10 000 of them
     * @throws IllegalArgumentException if the medium cannot take such parts
     * @throws IOException if the medium cannot be asked
     */
    PartedUpload begin(Key key, UploadTerms terms, long partSize) throws IOException;

    /**
     * Makes the object of the parts. Does nothing if that was done before.
     *
     * @param size in bytes, of all parts together
     * @throws NoSuchFileException if not all parts have arrived, or the upload is not known any more
     * @throws IOException if the medium cannot be asked
     */
    void complete(Key key, PartedUpload.Id upload, long size) throws IOException;
}

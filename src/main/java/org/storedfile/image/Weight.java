package org.storedfile.image;

/**
 * What a decoder keeps of an image besides its pixels.
 *
 * @param decoding bytes while it decodes
 * @param metadata bytes of metadata, from the header on
 */
record Weight(long decoding, long metadata) {
    static final Weight NONE = new Weight(0, 0);

    // As it stands in the file, and what readers make of it.
    private static final int TIMES = 2;

    static Weight ofMetadata(long bytes) {
        return new Weight(0, TIMES * bytes);
    }
}

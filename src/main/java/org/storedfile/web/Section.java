package org.storedfile.web;

import java.io.IOException;
import java.io.InputStream;
import org.storedfile.storage.ByteRange;

/** A part of an answer's body: some text, and after it a range of the object, absolute and within it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Section(byte[] head, Source source, ByteRange range) {
    private static final byte[] NOTHING = {};

    static Section of(Source source, ByteRange range) {
        return new Section(NOTHING, source, range);
    }

    InputStream open() throws IOException {
        return source.open(range);
    }

    long length() {
        return head.length + range.length();
    }
}

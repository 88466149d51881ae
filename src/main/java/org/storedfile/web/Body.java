package org.storedfile.web;

import java.util.List;
import java.util.Optional;
import org.storedfile.storage.ByteRange;

/** What follows the headers: parts of an object, and after them some text. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Body(List<Section> sections, byte[] tail) {
    static final Body EMPTY = text(new byte[0]);

    static Body text(byte[] text) {
        return new Body(List.of(), text);
    }

    static Body of(Source source, ByteRange range) {
        return new Body(List.of(Section.of(source, range)), new byte[0]);
    }

    long length() {
        long length = tail.length;
        for (Section section : sections) {
            length += section.length();
        }
        return length;
    }

    /** Returns the part of an object that is the whole of this body, if it is one. */
    Optional<Section> only() {
        boolean isOne =
                sections.size() == 1 && length() == sections.get(0).range().length();
        return isOne ? Optional.of(sections.get(0)) : Optional.empty();
    }
}

package org.storedfile.validation;

import org.storedfile.storage.DataSize;

/** The least and the most bytes of a file. */
record SizeLimit(DataSize min, DataSize max) implements Rule {
    static final SizeLimit NONE = new SizeLimit(new DataSize(0), new DataSize(Long.MAX_VALUE));

    SizeLimit {
        if (min.bytes() > max.bytes()) {
            throw new IllegalArgumentException("no file has at least " + min + " and at most " + max);
        }
    }

    static SizeLimit parse(String min, String max) {
        return new SizeLimit(DataSize.parse(min), max.isBlank() ? NONE.max : DataSize.parse(max));
    }

    boolean isTooLarge(long bytes) {
        return bytes > max.bytes();
    }

    boolean isTooSmall(long bytes) {
        return bytes < min.bytes();
    }
}

package org.storedfile.validation;

import java.util.Optional;

/** What a stream turned out to be, when that broke a rule. */
record Finding(Optional<Measure> size, Optional<String> type) {
    static Finding of(Measure size) {
        return new Finding(Optional.of(size), Optional.empty());
    }

    static Finding of(String type) {
        return new Finding(Optional.empty(), Optional.of(type));
    }
}

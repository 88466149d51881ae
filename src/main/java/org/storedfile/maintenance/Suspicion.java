package org.storedfile.maintenance;

import java.util.stream.Stream;
import org.storedfile.FileLocation;
import org.storedfile.storage.Key;

/**
 * Something that seems to be wrong, until row and journal are asked again.
 *
 * @param file that a row would refer to: of a variant it is the original
 * @param key the object's key
 */
record Suspicion(Problem problem, FileLocation file, String key, String where, long size, String detail) {
    // A row may refer to what is named like a variant, because it was written by SQL or named so by others.
    Stream<FileLocation> places() {
        return Stream.of(file, new FileLocation(file.storage(), Key.of(key))).distinct();
    }

    Finding finding() {
        return new Finding(problem, file.storage(), key, where, size, detail);
    }
}

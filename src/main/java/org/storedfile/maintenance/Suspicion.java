package org.storedfile.maintenance;

import org.storedfile.FileLocation;

/**
 * Something that seems to be wrong, until row and journal are asked again.
 *
 * @param file that a row would refer to: of a variant it is the original
 * @param key the object's key
 */
record Suspicion(Problem problem, FileLocation file, String key, String where, long size, String detail) {
    Finding finding() {
        return new Finding(problem, file.storage(), key, where, size, detail);
    }
}

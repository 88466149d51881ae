package org.storedfile.journal;

import java.time.Duration;
import org.storedfile.FileLocation;

/**
 * What a row says of a removal that nobody has begun.
 *
 * @param created when it was recorded, by the database's clock
 * @param due when the object goes
 */
record WaitingRemoval(FileLocation location, long created, long due) {
    /** What no transaction records: a removal that was due before. */
    static final Duration NEVER_RECORDED = Duration.ofMillis(-1);

    boolean isRecorded() {
        return due != created + NEVER_RECORDED.toMillis();
    }
}

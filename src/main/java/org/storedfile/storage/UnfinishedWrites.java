package org.storedfile.storage;

import java.io.IOException;
import java.util.Collection;

/**
 * The ability to remove what unfinished writes left and nothing else, for keys that others may be writing just now. A
 * storage whose writers leave something when they die should have it.
 */
public interface UnfinishedWrites {
    /**
     * Removes what unfinished writes of the keys left. An object that is there, or gets there meanwhile, stays; a writer
     * that is still at work may fail. All keys are tried before a failure is reported.
     */
    void discard(Collection<Key> keys) throws IOException;
}

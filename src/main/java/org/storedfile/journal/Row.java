package org.storedfile.journal;

import org.storedfile.FileLocation;

/**
 * A row of the journal that was locked.
 *
 * @param attempts how often it was taken without success
 */
record Row(FileLocation location, State state, int attempts) {}

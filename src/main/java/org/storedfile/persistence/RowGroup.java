package org.storedfile.persistence;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.storedfile.FileLocation;

/** Rows that one statement asks. Equal to another if their rows can be asked together. */
public interface RowGroup {
    /**
     * Returns the files that these rows hold, as their transaction sees it before it is committed; empty if each is to be
     * asked alone.
     *
     * @param holders all of this group
     * @throws RuntimeException if they cannot be asked together; then each is asked alone
     */
    Optional<Set<FileLocation>> heldNow(Collection<Holder> holders);
}

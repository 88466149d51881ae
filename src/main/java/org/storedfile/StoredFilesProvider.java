package org.storedfile;

import java.util.Optional;

/** Finds the {@link StoredFiles} of the running application, as CDI does. Found by {@link java.util.ServiceLoader}. */
public interface StoredFilesProvider {
    /** Returns the one of the running application; empty if there is no container, or it has none. */
    Optional<StoredFiles> find();
}

package org.storedfile.maintenance;

import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import org.storedfile.FileLocation;

/**
 * Keys that are being written or removed, as the journal knows them: no row may refer to them yet, or any more, and
 * still they are nobody's orphans. Thread safe.
 */
public interface KeysAtRisk {
    /** None: then the grace age alone guards what is being written. */
    KeysAtRisk NONE = new KeysAtRisk() {
        @Override
        public void each(Consumer<FileLocation> action) {}

        @Override
        public Set<FileLocation> among(Collection<FileLocation> locations) {
            return Set.of();
        }
    };

    /** Calls {@code action} with each key that has an entry now. */
    void each(Consumer<FileLocation> action);

    /** Returns those that have an entry now; {@linkplain org.storedfile.storage.LikeKeys like} keys may count, too. */
    Set<FileLocation> among(Collection<FileLocation> locations);
}

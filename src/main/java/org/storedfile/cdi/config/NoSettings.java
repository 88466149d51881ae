package org.storedfile.cdi.config;

import java.util.Optional;
import java.util.Set;

/** What a runtime without MicroProfile Config has. */
record NoSettings() implements Settings {
    @Override
    public Optional<String> value(String property) {
        return Optional.empty();
    }

    @Override
    public Set<String> properties() {
        return Set.of();
    }
}

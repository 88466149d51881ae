package org.storedfile;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.storedfile.storage.Storage;

/** Storages that were added one by one, before those of another lookup. */
record MapLookup(Map<String, Storage> storages, Optional<StorageLookup> next) implements StorageLookup {
    @Override
    public Optional<Storage> find(String name) {
        Optional<Storage> here = Optional.ofNullable(storages.get(name));
        return here.isPresent() ? here : next.flatMap(lookup -> lookup.find(name));
    }

    @Override
    public Set<String> names() {
        Set<String> names = new HashSet<>(storages.keySet());
        next.ifPresent(lookup -> names.addAll(lookup.names()));
        return names;
    }
}

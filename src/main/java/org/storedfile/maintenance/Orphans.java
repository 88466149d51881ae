package org.storedfile.maintenance;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.storedfile.SideBySide;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;

/** Finds the objects that nobody seems to refer to. */
record Orphans(Instant writtenBefore) {
    private static final Logger LOGGER = System.getLogger(Orphans.class.getName());

    List<Suspicion> in(Group group) {
        if (group.isSpared()) {
            return List.of();
        }
        return group.objects().stream()
                .filter(object -> object.time() < writtenBefore.toEpochMilli())
                .map(object -> new Suspicion(
                        Problem.ORPHAN,
                        group.location(),
                        object.actual(),
                        "",
                        object.size(),
                        "no row refers to it, and it was written at " + Instant.ofEpochMilli(object.time())))
                .toList();
    }

    /**
     * Returns the same without those objects that are gone: of what others removed after it was listed, neither journal
     * nor rows know any more. What cannot be looked at counts as there.
     */
    static List<Suspicion> stillThere(List<Suspicion> suspicions, Function<String, Storage> storages, int threads) {
        Set<Suspicion> gone = ConcurrentHashMap.newKeySet();
        List<Suspicion> orphans = suspicions.stream()
                .filter(suspicion -> suspicion.problem() == Problem.ORPHAN)
                .toList();
        if (orphans.isEmpty()) {
            return suspicions;
        }
        SideBySide.run(orphans, threads, orphan -> {
            if (isGone(storages.apply(orphan.file().storage()), orphan)) {
                gone.add(orphan);
            }
        });
        return suspicions.stream()
                .filter(suspicion -> !gone.contains(suspicion))
                .toList();
    }

    // RuntimeException too: whatever a client throws for one object, the others are still looked at.
    private static boolean isGone(Storage storage, Suspicion orphan) {
        try {
            return storage.find(Key.of(orphan.key())).isEmpty();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.DEBUG, "''{0}'' could not be looked at: {1}", orphan.key(), e);
            return false;
        }
    }
}

package org.storedfile.maintenance;

import java.time.Instant;
import java.util.List;

/** Finds the objects that nobody seems to refer to. */
record Orphans(Instant writtenBefore) {
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
}

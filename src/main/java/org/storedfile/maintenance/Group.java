package org.storedfile.maintenance;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;
import org.storedfile.storage.Key;

/** All that was seen of one file and its variants. */
final class Group {
    private static final int MOST_ROWS = 100;

    private final FileLocation location;
    private final List<Sighting> objects = new ArrayList<>();
    private final List<Sighting> rows = new ArrayList<>();
    private @Nullable Sighting original;
    private boolean isAtRisk;

    private Group(Sighting first) {
        location = new FileLocation(first.storage(), Key.of(first.key()));
    }

    /** Takes the next file's sightings. */
    static Group next(Merge sorted) {
        Sighting sighting = sorted.next();
        Group group = new Group(sighting);
        group.add(sighting);
        for (Sighting next = sorted.peek(); next != null && next.isOfSameFile(sighting); next = sorted.peek()) {
            group.add(sorted.next());
        }
        return group;
    }

    FileLocation location() {
        return location;
    }

    /** Returns the file itself; null if it was not listed. */
    @Nullable
    Sighting original() {
        return original;
    }

    /** Returns the file and its variants, as far as they were listed. */
    List<Sighting> objects() {
        return objects;
    }

    /** Returns what the rows say; of very many that say the same, some. */
    List<Sighting> rows() {
        return rows;
    }

    boolean isReferred() {
        return isAtRisk || !rows.isEmpty();
    }

    private void add(Sighting sighting) {
        switch (sighting.kind()) {
            case OBJECT -> {
                original = sighting;
                objects.add(sighting);
            }
            case VARIANT -> objects.add(sighting);
            case JOURNAL -> isAtRisk = true;
            case ROW -> addRow(sighting);
        }
    }

    // A history repeats its rows with each revision.
    private void addRow(Sighting row) {
        if (rows.size() < MOST_ROWS && !rows.contains(row)) {
            rows.add(row);
        }
    }
}

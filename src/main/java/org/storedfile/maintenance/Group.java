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
    private boolean isSpared;

    private Group(Sighting first) {
        location = new FileLocation(first.storage(), Key.of(first.key()));
    }

    /**
     * Takes the next file's sightings, and those of all files whose keys are like its own. If any of them is referred to,
     * none is an orphan: a storage that ignores case may list a file in another case than its row has.
     */
    static List<Group> next(Merge sorted) {
        List<Group> groups = new ArrayList<>();
        Sighting first = sorted.next();
        groups.add(Group.of(first, sorted));
        for (Sighting next = sorted.peek(); next != null && next.isAlike(first); next = sorted.peek()) {
            groups.add(Group.of(sorted.next(), sorted));
        }
        boolean isSpared = groups.stream().anyMatch(Group::isReferred);
        groups.forEach(group -> group.isSpared = isSpared);
        return groups;
    }

    private static Group of(Sighting first, Merge sorted) {
        Group group = new Group(first);
        group.add(first);
        for (Sighting next = sorted.peek(); next != null && next.isOfSameFile(first); next = sorted.peek()) {
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

    /** Tells whether a row needs it, rather than only telling of its end. */
    boolean isNeeded() {
        return rows.stream().anyMatch(row -> row.kind() == Sighting.Kind.ROW);
    }

    /** Tells whether a row or the journal refers to it, or to a file whose key is like its own. */
    boolean isSpared() {
        return isSpared;
    }

    private boolean isReferred() {
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
            case ROW, FORMER -> addRow(sighting);
        }
    }

    // A history repeats its rows with each revision.
    private void addRow(Sighting row) {
        if (rows.size() < MOST_ROWS && !rows.contains(row)) {
            rows.add(row);
        }
    }
}

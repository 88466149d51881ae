package org.storedfile.persistence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.storedfile.FileLocation;

/**
 * Which keys came and went in one transaction, and so what is deleted when it ends: the one place that decides it. Not
 * thread safe.
 */
final class KeyLedger {
    private final Map<FileLocation, Line> lines = new HashMap<>();

    /** An object is about to be written. */
    void created(FileLocation location) {
        line(location).created = true;
    }

    /** An attribute holds the key that did not hold it before. */
    void held(FileLocation location, Holder holder) {
        line(location).holders.add(holder);
    }

    /** The application vouches that no attribute held the key before. */
    void existing(FileLocation location) {
        line(location).existing = true;
    }

    /** An attribute no longer holds the key. Of several that gave it up, the one counts that keeps it longest. */
    void gone(FileLocation location, Holder holder, Retention retention) {
        Line line = line(location);
        line.wasHeld |= line.holders.isEmpty();
        line.formerHolders.add(holder);
        line.retention = line.retention.or(retention);
    }

    /** An attribute whose changes are not seen may hold the key. */
    void pinned(FileLocation location) {
        line(location).pinned = true;
    }

    boolean isCreated(FileLocation location) {
        Line line = lines.get(location);
        return line != null && line.created;
    }

    boolean isHeld(FileLocation location) {
        Line line = lines.get(location);
        return line != null && !line.holders.isEmpty();
    }

    /** Does not count what rows came to hold and gave up by statements that were not sent or failed. */
    void forgetUnwritten() {
        lines.values().forEach(Line::forgetUnwritten);
    }

    /** Returns what is wrong, if a key would be held by two attributes. */
    Optional<String> sharedKey() {
        return lines.entrySet().stream()
                .filter(entry -> entry.getValue().isShared())
                .map(KeyLedger::sharing)
                .findFirst();
    }

    /** Returns the keys that attributes gave up, as far as was noted, and that none holds. */
    Stream<FileLocation> unheld() {
        return lines.entrySet().stream()
                .filter(entry -> entry.getValue().isUnheld())
                .map(Entry::getKey);
    }

    /**
     * Asks the rows that gave up a key, and those that took it or were to, whether they have it; such a key is kept.
     *
     * @param isAsked for which keys
     * @param held returns those that one of their rows has
     */
    void confirmRemovals(
            Predicate<FileLocation> isAsked, Function<Map<FileLocation, List<Holder>>, Set<FileLocation>> held) {
        Map<FileLocation, List<Holder>> asked = new LinkedHashMap<>();
        lines.forEach((location, line) -> {
            if (line.isUnheld() && isAsked.test(location)) {
                asked.put(location, line.allHolders());
            }
        });
        if (!asked.isEmpty()) {
            Set<FileLocation> kept = held.apply(asked);
            asked.keySet().forEach(location -> line(location).kept = kept.contains(location));
        }
    }

    /**
     * Asks the databases of rows that gave up a key whether their history refers to it; such a key is kept.
     *
     * @param isAsked for which keys
     */
    void confirmHistory(Predicate<FileLocation> isAsked) {
        Map<TransactionDatabase, Set<FileLocation>> asked = new LinkedHashMap<>();
        lines.forEach((location, line) -> {
            if (line.isGivenUp() && line.end().unlessInHistory() && isAsked.test(location)) {
                line.formerHolders.stream()
                        .flatMap(holder -> holder.database().stream())
                        .forEach(database -> asked.computeIfAbsent(database, any -> new LinkedHashSet<>())
                                .add(location));
            }
        });
        asked.forEach((database, locations) -> {
            Set<FileLocation> found = database.inHistory(locations);
            locations.stream().filter(found::contains).forEach(location -> line(location).isInHistory = true);
        });
    }

    /**
     * Returns the keys that no attribute holds any more, and what becomes of them when the transaction is committed. What
     * no committed row ever held is kept for nobody, and of what only came in for a while nothing has changed.
     */
    Map<FileLocation, Retention> givenUp() {
        Map<FileLocation, Retention> givenUp = new HashMap<>();
        lines.forEach((location, line) -> {
            if (line.isGivenUp()) {
                givenUp.put(location, line.end());
            }
        });
        return givenUp;
    }

    Set<FileLocation> toDelete(Outcome outcome) {
        return switch (outcome) {
            case COMMITTED ->
                givenUp().entrySet().stream()
                        .filter(gone -> gone.getValue().isNone())
                        .map(Entry::getKey)
                        .collect(Collectors.toSet());
            case ROLLED_BACK -> locations(line -> line.created);
            case UNKNOWN -> Set.of();
        };
    }

    /** Tells whether an attribute holds a key that the application brought in. */
    boolean isAdopted(FileLocation location) {
        Line line = lines.get(location);
        return line != null && line.existing && line.net() > 0;
    }

    /** Returns what is left in doubt by an unknown outcome. */
    Set<FileLocation> inDoubt() {
        return locations(line -> line.created || line.net() < 0);
    }

    private Set<FileLocation> locations(Predicate<Line> predicate) {
        return lines.entrySet().stream()
                .filter(entry -> predicate.test(entry.getValue()))
                .map(Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Line line(FileLocation location) {
        return lines.computeIfAbsent(location, any -> new Line());
    }

    private static String sharing(Entry<FileLocation, Line> entry) {
        List<Holder> holders = entry.getValue().holders;
        String second = holders.size() > 1 ? " and " + holders.get(holders.size() - 1) : " and the one it came from";
        return "'" + entry.getKey() + "' would be held by two attributes, " + holders.get(0) + second
                + ": a file belongs to one attribute, so give the second one its own with ref.copy(), or take it from"
                + " the first in the same transaction; one that no attribute holds any more comes back with"
                + " StoredFiles.existing";
    }

    private static final class Line {
        private final List<Holder> holders = new ArrayList<>();
        private final List<Holder> formerHolders = new ArrayList<>();
        private final List<Holder> unwritten = new ArrayList<>();
        private boolean created;
        private boolean existing;
        private boolean isInHistory;
        private boolean kept;
        private boolean pinned;
        // A committed row may have had it: one gave it up before any took it.
        private boolean wasHeld;
        private Retention retention = Retention.DELETE;

        private void forgetUnwritten() {
            for (List<Holder> noted : List.of(holders, formerHolders)) {
                noted.stream().filter(holder -> !holder.isWritten()).forEach(unwritten::add);
                noted.removeIf(holder -> !holder.isWritten());
            }
        }

        // Those that took it too: a bulk update can put a key into two rows, whose removals count more than one holder.
        // And what failed for all one knows may have failed after its statement.
        private List<Holder> allHolders() {
            return Stream.of(formerHolders, holders, unwritten)
                    .flatMap(List::stream)
                    .toList();
        }

        private int net() {
            return holders.size() - formerHolders.size();
        }

        private boolean isShared() {
            return net() > (created || existing ? 1 : 0);
        }

        private boolean isGivenUp() {
            return isUnheld() && !kept && !pinned;
        }

        private boolean isUnheld() {
            return net() < (created || existing ? 1 : 0);
        }

        private Retention end() {
            if (created) {
                return Retention.DELETE;
            }
            if (net() == 0 && !wasHeld) {
                return Retention.AS_BEFORE;
            }
            return isInHistory ? Retention.HISTORY : retention;
        }
    }
}

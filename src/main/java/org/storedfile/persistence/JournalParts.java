package org.storedfile.persistence;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;
import org.storedfile.StoredFileException;
import org.storedfile.journal.Journal;
import org.storedfile.journal.JournalTransaction;

/** What a transaction has to do with the journals of the databases that it writes to. Not thread safe. */
final class JournalParts {
    private final Map<Journal, Part> parts = new LinkedHashMap<>();
    private final Map<FileLocation, Part> places = new HashMap<>();

    /** Makes the part of the database, if it has a journal, and notes that it answers for these keys. */
    Optional<Part> join(TransactionDatabase database, Collection<FileLocation> locations) {
        Optional<Part> part = database.journal()
                .map(journal -> parts.computeIfAbsent(journal, any -> new Part(journal.begin(), database)));
        part.ifPresent(joined -> locations.forEach(location -> places.putIfAbsent(location, joined)));
        return part;
    }

    /** Tells whether this part answers for the key, and so nothing that the transaction did in another database. */
    boolean isAnswering(Part part, FileLocation location) {
        return places.get(location) == part;
    }

    /** Tells whether a journal answers for the key. */
    boolean has(FileLocation location) {
        return places.containsKey(location);
    }

    /**
     * Records in the transaction what goes when it is committed, and checks that it has what it wrote.
     *
     * @throws StoredFileException if it does not, because it was rolled back to a savepoint
     */
    void beforeCompletion(Map<FileLocation, Retention> givenUp) {
        parts.values().forEach(part -> {
            Map<FileLocation, Retention> own = own(part, givenUp);
            if (!own.equals(part.done)) {
                part.beforeCompletion(own, givenUp.keySet(), part.database);
            }
        });
    }

    /** Does the same in one database only, whose session can do it now and perhaps not later. */
    void beforeCompletion(Map<FileLocation, Retention> givenUp, TransactionDatabase ending) {
        part(ending).ifPresent(part -> {
            Map<FileLocation, Retention> own = own(part, givenUp);
            part.beforeCompletion(own, givenUp.keySet(), ending);
            part.done = own;
        });
    }

    /** Notes that a flush begins, before which the application may have done anything. */
    void flushBegins() {
        parts.values().forEach(part -> part.sinceLastFlush.clear());
    }

    /** Tells whether the journal of this database answers for the key. */
    boolean isOf(FileLocation location, TransactionDatabase database) {
        return part(database).filter(part -> part == places.get(location)).isPresent();
    }

    private Optional<Part> part(TransactionDatabase database) {
        return database.journal().map(parts::get);
    }

    private Map<FileLocation, Retention> own(Part part, Map<FileLocation, Retention> locations) {
        Map<FileLocation, Retention> own = new HashMap<>(locations);
        own.keySet().removeIf(location -> places.get(location) != part);
        return own;
    }

    /** Ends all parts, and returns those of the keys that no journal answers for. */
    Set<FileLocation> end(Outcome outcome, Set<FileLocation> obsolete, boolean isQuiet) {
        List<Part> ending = new ArrayList<>(parts.values());
        ending.forEach(part -> part.end(outcome, isQuiet));
        Set<FileLocation> others = new HashSet<>(obsolete);
        others.removeIf(places::containsKey);
        return others;
    }

    /** Removes what an upload wrote after the transaction had ended; returns whether a journal answers for it. */
    boolean removeLate(FileLocation location) {
        Part part = places.get(location);
        if (part != null) {
            part.journal.rolledBack(Set.of(location), false);
        }
        return part != null;
    }

    /** What there is to do in one database. */
    static final class Part {
        private final JournalTransaction journal;
        private final TransactionDatabase database;
        private final Set<FileLocation> intended = new HashSet<>();
        private final Set<FileLocation> sinceLastFlush = new HashSet<>();
        // What was recorded by a session that was about to end its part, unless more came.
        private @Nullable Map<FileLocation, Retention> done;

        Part(JournalTransaction journal, TransactionDatabase database) {
            this.journal = journal;
            this.database = database;
        }

        /** Notes keys that are about to be {@linkplain #intend intended}. */
        void intending(Collection<FileLocation> locations) {
            intended.addAll(locations);
            sinceLastFlush.addAll(locations);
            done = null;
        }

        /** Commits intents and takes them in the transaction; when it returns, bytes may be written. */
        void intend(Collection<FileLocation> locations) {
            journal.intend(locations, database::run, database.scope());
            requireActive();
        }

        /**
         * To be called when no byte is written any more.
         *
         * @throws StoredFileException if that took so long that the transaction is lost; then the objects go
         */
        void written(Collection<FileLocation> locations) {
            journal.written(locations, work -> {
                database.run(work);
                requireActive();
            });
        }

        // Only then did a statement belong to it: a transaction manager says so before it rolls back.
        private void requireActive() {
            if (!database.isActive()) {
                throw new StoredFileException("the transaction has ended: no file can be stored in it any more");
            }
        }

        /**
         * Sees to it that nobody removes what the application brings in; to be called before it is looked for.
         *
         * @param known since when the application has known its key, as {@link System#nanoTime} tells
         */
        void bringBack(FileLocation location, long known) {
            done = null;
            database.run(connection -> {
                journal.bringBack(connection, Set.of(location), known, database.scope());
                return "";
            });
        }

        private void beforeCompletion(
                Map<FileLocation, Retention> own, Set<FileLocation> obsolete, TransactionDatabase connected) {
            Map<FileLocation, Duration> removals = new HashMap<>();
            own.forEach((location, retention) ->
                    retention.inJournal(atLeast(location)).ifPresent(time -> removals.put(location, time)));
            connected.run(connection -> {
                Set<FileLocation> lost = journal.lost(connection, untouched());
                lost.removeAll(obsolete);
                if (!lost.isEmpty()) {
                    throw new StoredFileException(
                            "the transaction was rolled back to a savepoint after it had stored "
                                    + new TreeSet<>(lost.stream()
                                            .map(FileLocation::toString)
                                            .toList())
                                    + " or brought it back, which rows may hold nevertheless: it cannot be committed, so roll it back");
                }
                journal.remove(connection, removals, asBefore(own));
                return "";
            });
        }

        private static Set<FileLocation> asBefore(Map<FileLocation, Retention> own) {
            return own.entrySet().stream()
                    .filter(unheld -> unheld.getValue().equals(Retention.AS_BEFORE))
                    .map(Map.Entry::getKey)
                    .collect(toSet());
        }

        // A rollback to a savepoint that was set before a flush undoes the rows of it, too. For a row to have the key
        // again, another flush is needed, or the application's own SQL, which does not run during the completion.
        private Set<FileLocation> untouched() {
            return database.isFlushedForCompletion() ? sinceLastFlush : Set.of();
        }

        // Nobody can have a link to what no committed row ever held.
        private Duration atLeast(FileLocation location) {
            return intended.contains(location) ? Duration.ZERO : journal.removeAfter();
        }

        private void end(Outcome outcome, boolean isQuiet) {
            if (outcome == Outcome.COMMITTED) {
                journal.committed();
            } else if (outcome == Outcome.ROLLED_BACK && !intended.isEmpty()) {
                journal.rolledBack(intended, isQuiet);
            }
        }
    }
}

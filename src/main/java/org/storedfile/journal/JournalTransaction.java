package org.storedfile.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.storedfile.FileLocation;
import org.storedfile.StoredFileException;

/**
 * What one transaction of the application has to do with the journal, in the order of its methods. Connections that
 * come in are those of the transaction itself. Not thread safe, but for its ends.
 */
public final class JournalTransaction {
    private static final Logger LOGGER = System.getLogger(JournalTransaction.class.getName());

    private final Journal journal;
    private final Removals recorded;
    // Which row stands for an object.
    private final Map<FileLocation, FileLocation> rows = new HashMap<>();
    // Names of rows.
    private final Set<FileLocation> deleted = new HashSet<>();
    private final Set<FileLocation> kept = new HashSet<>();
    private final Set<FileLocation> broughtBack = new HashSet<>();
    private final Map<FileLocation, WaitingRemoval> takenBack = new HashMap<>();
    private final Set<FileLocation> givenBack = new HashSet<>();
    private final Map<FileLocation, Duration> removals = new HashMap<>();
    private final Set<FileLocation> doomed = new HashSet<>();
    private final Map<Journal, InFlushes> inFlushes = new HashMap<>();
    private OptionalInt isolation = OptionalInt.empty();
    private Moment intended = Moment.now();

    JournalTransaction(Journal journal) {
        this.journal = journal;
        this.recorded = new Removals(journal.table());
    }

    /**
     * Commits intents, and takes them in the transaction, which locks them: nobody else removes the objects as long as it
     * lives. To be called before the first byte is written.
     *
     * @param own does something on the transaction's own connection
     * @param scope what says which database or schema the connection shows: a tenant, or always the same
     * @throws StoredFileException if that is not certain, or took longer than the grace; no byte may be written then
     */
    public void intend(Collection<FileLocation> locations, Own own, Object scope) {
        intended = Moment.now();
        List<Intent> intents = Intent.together(locations, journal.settings().grace());
        noted(intents);
        journal.clerk().intend(intents);
        own.run(connection -> {
            journal.requireSeen(connection, scope);
            claim(connection, intents.stream().map(Intent::row).toList());
            return "";
        });
        Duration took = intended.elapsed();
        if (took.compareTo(journal.settings().grace()) >= 0) {
            throw new StoredFileException("the journal took " + took.toMillis()
                    + " ms, which is more than the grace after which others may act: roll the transaction back");
        }
    }

    /**
     * To be called when the writes that intents were last taken for have ended, whether they failed or not. Those that
     * took very long may have outlived the transaction's connection, and all that others remember: then a reaper is told
     * of the objects anew, as the transaction cannot be committed.
     *
     * @param own as of {@link #intend}; throws if the transaction has ended
     * @throws StoredFileException if so
     */
    public void written(Collection<FileLocation> locations, Own own) {
        written(locations, own, intended.elapsed());
    }

    void written(Collection<FileLocation> locations, Own own, Duration took) {
        if (took.compareTo(journal.settings().linger()) < 0) {
            return;
        }
        try {
            own.run(connection -> {
                Set<FileLocation> lost = both(lost(connection, Set.of()), locations);
                if (!lost.isEmpty()) {
                    throw new StoredFileException(lost + " are in the hands of a reaper");
                }
                return "";
            });
        } catch (RuntimeException e) {
            doomed.addAll(locations);
            try {
                journal.removeApart(locations);
            } catch (RuntimeException also) {
                LOGGER.log(Level.WARNING, "nobody is told to remove {0}, which a lost transaction stored", locations);
                e.addSuppressed(also);
            }
            throw twice(
                    "the transaction was lost while it stored files for longer than "
                            + journal.settings().linger() + ": " + e.getMessage(),
                    e);
        }
    }

    private static Set<FileLocation> both(Collection<FileLocation> some, Collection<FileLocation> others) {
        Set<FileLocation> both = new HashSet<>(some);
        both.retainAll(others);
        return both;
    }

    // Another thread may end the transaction.
    private void noted(List<Intent> intents) {
        synchronized (rows) {
            intents.forEach(intent -> intent.locations().forEach(location -> rows.put(location, intent.row())));
        }
    }

    private Set<FileLocation> rows(Collection<FileLocation> locations) {
        synchronized (rows) {
            return locations.stream()
                    .map(location -> rows.getOrDefault(location, location))
                    .collect(Collectors.toSet());
        }
    }

    private Set<FileLocation> objects(Set<FileLocation> ofRows) {
        synchronized (rows) {
            return rows.entrySet().stream()
                    .filter(entry -> ofRows.contains(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }
    }

    /** Does something on the transaction's own connection. */
    @FunctionalInterface
    public interface Own {
        /** Does it, and makes an exception of the application's of what it throws. */
        void run(SqlWork<?> work);
    }

    /** Returns after what time those go that a committed row held. */
    public Duration removeAfter() {
        return journal.settings().removeAfter();
    }

    /**
     * Takes back the removal of these keys that an earlier transaction recorded. When it returns, nobody removes the
     * objects as long as this transaction lives; only then are they to be looked for.
     *
     * @param known since when the application has known these keys, as {@link System#nanoTime} tells
     * @param scope as of {@link #intend}
     * @throws StoredFileException if others are removing or storing one, or if the transaction is older than its removal
     */
    public void bringBack(Connection connection, Collection<FileLocation> locations, long known, Object scope)
            throws SQLException {
        Set<FileLocation> others = new HashSet<>(locations);
        others.removeAll(removals.keySet());
        if (others.isEmpty()) {
            return;
        }
        journal.requireSeen(connection, scope);
        requireNoRemoval(connection, others);
        Set<FileLocation> busy = busy(connection, others);
        Set<FileLocation> own = new HashSet<>(deleted);
        own.addAll(kept);
        busy.addAll(inFlushes(journal).among(others, known, own));
        if (!busy.isEmpty()) {
            throw new StoredFileException(busy + " cannot be brought in: no row holds them yet or any more, and they"
                    + " are removed unless the transaction that stores them is committed");
        }
        Set<FileLocation> elsewhere = elsewhere(others, known);
        if (!elsewhere.isEmpty()) {
            throw new StoredFileException(
                    elsewhere + " cannot be brought in: another persistence unit, with a journal of"
                            + " its own, is to remove them or is storing them; bring them back there, and commit that first");
        }
        broughtBack.addAll(others);
    }

    private Set<FileLocation> busy(Connection connection, Set<FileLocation> locations) throws SQLException {
        JournalTable table = journal.table();
        Set<FileLocation> others = new HashSet<>(locations);
        if (isolation.isEmpty()) {
            isolation = OptionalInt.of(connection.getTransactionIsolation());
        }
        if (isolation.getAsInt() == Connection.TRANSACTION_READ_COMMITTED) {
            others = table.visible(connection, locations, State.INTENT, State.TAKEN, State.REAPED);
        } else {
            // Such a transaction may be older than what others store, or see what they have not committed.
            others.removeAll(deleted);
            others.removeAll(kept);
        }
        if (others.isEmpty()) {
            return others;
        }
        Set<FileLocation> asked = others;
        return journal.clerk().call(committed -> table.unsettled(committed, asked));
    }

    // What is taken back here is not taken back there.
    private Set<FileLocation> elsewhere(Set<FileLocation> locations, long known) {
        Set<FileLocation> found = new HashSet<>();
        for (Journal other : journal.others()) {
            found.addAll(other.clerk().call(committed -> other.table().removable(committed, locations)));
            found.addAll(inFlushes(other).among(locations, known, Set.of()));
        }
        return found;
    }

    private InFlushes inFlushes(Journal of) {
        return inFlushes.computeIfAbsent(of, InFlushes::new);
    }

    private void requireNoRemoval(Connection connection, Set<FileLocation> locations) throws SQLException {
        try {
            recorded.takeBack(connection, locations).forEach(taken -> takenBack.put(taken.location(), taken));
            givenBack.removeAll(locations);
        } catch (SQLException e) {
            if (Settling.isDuplicate(e)) {
                String message = "it is too late to bring back " + locations + ": they are being removed, because rows"
                        + " gave them up; or this transaction is older than that, so try again in another";
                throw twice(message, e);
            }
            throw e;
        }
    }

    // Hibernate 6.6 passes on the cause of what fails in a commit.
    private static StoredFileException twice(String message, Exception cause) {
        return new StoredFileException(message, new StoredFileException(message, cause));
    }

    /**
     * Returns those of the keys that the transaction took and does not have any more, because it was rolled back to a
     * savepoint.
     *
     * @param untouched those that it took after all savepoints, of which the database is not asked
     */
    public Set<FileLocation> lost(Connection connection, Set<FileLocation> untouched) throws SQLException {
        Set<FileLocation> lost = new HashSet<>(doomed);
        Set<FileLocation> since = rows(untouched);
        Set<FileLocation> asked = without(since, deleted);
        if (!asked.isEmpty()) {
            lost.addAll(objects(journal.table().visible(connection, asked, State.INTENT, State.TAKEN, State.REAPED)));
        }
        Set<FileLocation> back = new HashSet<>(broughtBack);
        back.removeAll(removals.keySet());
        back.removeAll(givenBack);
        if (!back.isEmpty()) {
            lost.addAll(journal.table().visible(connection, back, State.REMOVAL));
        }
        Set<FileLocation> mine = without(since, kept);
        if (!mine.isEmpty()) {
            lost.addAll(objects(without(journal.table().visible(connection, mine, State.KEPT), mine)));
        }
        return lost;
    }

    private static Set<FileLocation> without(Set<FileLocation> some, Set<FileLocation> all) {
        Set<FileLocation> others = new HashSet<>(all);
        others.removeAll(some);
        return others;
    }

    /**
     * Records what is removed when the transaction is committed, and after what time; what was recorded before and is not
     * among it stays.
     *
     * @param asBefore what came back and is not held after all: what an earlier transaction recorded of it holds again
     */
    public void remove(Connection connection, Map<FileLocation, Duration> after, Set<FileLocation> asBefore)
            throws SQLException {
        Set<FileLocation> undone = without(after.keySet(), removals.keySet());
        undone.addAll(without(asBefore, givenBack));
        if (!undone.isEmpty()) {
            journal.table().delete(connection, undone, State.REMOVAL);
            removals.keySet().removeAll(undone);
            givenBack.removeAll(undone);
        }
        Map<FileLocation, Duration> fresh = new HashMap<>(after);
        fresh.keySet().removeAll(removals.keySet());
        if (!fresh.isEmpty()) {
            // One may be there that was given up before, and came back by a statement that nobody saw.
            recorded.record(connection, fresh);
            removals.putAll(fresh);
        }
        Set<FileLocation> givingBack = without(givenBack, asBefore);
        givingBack.retainAll(takenBack.keySet());
        recorded.giveBack(connection, givingBack.stream().map(takenBack::get).toList());
        givenBack.addAll(givingBack);
    }

    /** Does what the committed transaction left to do; what fails is logged and done by a reaper. */
    public void committed() {
        attempt(() -> {
            Set<FileLocation> own = Set.copyOf(kept);
            if (!own.isEmpty()) {
                // Both or none: without the one that is kept, the intent would be acted on.
                journal.clerk().later(connection -> {
                    Set<FileLocation> committed = journal.table().visible(connection, own, State.KEPT);
                    return committed.isEmpty()
                            ? 0
                            : journal.table().delete(connection, committed, State.INTENT, State.KEPT);
                });
            }
            Set<FileLocation> now = removals.entrySet().stream()
                    .filter(removal -> removal.getValue().isZero())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            if (!now.isEmpty()) {
                journal.reaper().removeGivenUp(now);
            }
        });
    }

    /**
     * Removes what the transaction wrote, which was rolled back; what turns out to be in the hands of another stays.
     *
     * @param isQuiet whether nothing is being written any more, also not by a storage that gave no answer; else the
     *     removal is repeated by a reaper
     */
    public void rolledBack(Collection<FileLocation> written, boolean isQuiet) {
        attempt(() -> journal.reaper().removeUncommitted(rows(written), isQuiet));
    }

    // RuntimeException: the transaction has ended, and must not seem to fail for what a reaper will do.
    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "what a transaction left is removed later, by the journal's reaper", e);
        }
    }

    void claim(Connection connection, Collection<FileLocation> intents) throws SQLException {
        Set<FileLocation> keys = Set.copyOf(intents);
        JournalTable table = journal.table();
        int count = table.database().seesOthers(connection) ? table.claim(connection, keys) : 0;
        if (count == keys.size()) {
            deleted.addAll(keys);
        } else if (count == 0 && connection.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED) {
            table.insert(
                    connection, State.KEPT, Journal.all(keys, journal.settings().linger()));
            kept.addAll(keys);
        } else {
            throw new StoredFileException("the journal has " + count + " of " + keys.size()
                    + " intents: this transaction was held up too long, or does not see the journal's rows");
        }
    }
}

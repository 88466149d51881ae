package org.storedfile.journal;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.storedfile.DerivedKeys;
import org.storedfile.FileLocation;
import org.storedfile.JournalSettings;
import org.storedfile.SideBySide;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Key;
import org.storedfile.storage.ServerThreads;

/**
 * Removes what is left over, from whatever process: objects that committed transactions gave up, and those whose upload
 * nobody committed. A row that is being dealt with is not due for others for a while, so that no lock is held while a
 * storage works. Thread safe.
 */
final class Reaper implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(Reaper.class.getName());

    // So many keys are tried alone before a storage is taken to be down.
    private static final int TRIALS = 3;

    private static final Duration CLOSING = Duration.ofSeconds(10);

    // Ten requests to S3, and one for what else it has of these keys.
    private static final int BLOCK = 10_000;
    private static final int BLOCKS_AT_ONCE = 2;

    private final JournalSettings settings;
    private final StoredFiles files;
    private final Clerk clerk;
    private final JournalTable table;
    private final Counts counts;
    private final Duration lease;
    private final DueRows dueRows;
    private final Settling settling;
    private final BackOff backOff;
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    Reaper(JournalSettings settings, StoredFiles files, Clerk clerk, JournalTable table, Counts counts) {
        this.settings = settings;
        this.files = files;
        this.clerk = clerk;
        this.table = table;
        this.counts = counts;
        this.lease = settings.grace();
        this.dueRows = new DueRows(table, settings.batch());
        this.settling = new Settling(table, lease, settings.grace());
        this.backOff = new BackOff(settings.backOff());
    }

    /** Runs from time to time from now on, unless the settings say never. */
    void start() {
        if (!settings.interval().isZero()) {
            Thread started = new ServerThreads("stored-file-reaper").newThread(this::repeat);
            started.start();
            thread = started;
        }
    }

    /** Takes what is due, until there is no more or the ceiling is reached; returns how many rows are settled. */
    int run() {
        warnOfUnknown();
        int settled = 0;
        int taken = 0;
        List<Row> batch;
        do {
            batch = take(Math.min(settings.batch(), settings.ceiling() - taken));
            taken += batch.size();
            settled += remove(batch);
        } while (!batch.isEmpty() && taken < settings.ceiling() && !isClosing());
        return settled;
    }

    /**
     * Removes the objects of intents that are back, because their transaction was rolled back; those that another
     * transaction has, after all, stay. Those in a storage that rests are left to a later run.
     *
     * @param intents how their rows are called
     * @param isQuiet whether nothing is being written there any more, so that one removal is enough
     */
    void removeUncommitted(Collection<FileLocation> intents, boolean isQuiet) {
        List<FileLocation> now = withoutResting(intents);
        if (now.isEmpty()) {
            return;
        }
        Map<FileLocation, Row> taken = new LinkedHashMap<>();
        clerk.call(connection -> {
            take(connection, table.lock(connection, now, State.INTENT)).forEach(row -> taken.put(row.location(), row));
            table.find(connection, now, State.TAKEN, State.REAPED).forEach(row -> taken.put(row.location(), row));
            return "";
        });
        State before = isQuiet ? State.REAPED : State.TAKEN;
        byStorage(taken.values()).forEach((storage, rows) -> isRemoved(storage, rows, before));
    }

    private List<Row> take(Connection connection, List<Row> intents) throws SQLException {
        Set<FileLocation> taken = Set.copyOf(settling.take(connection, locations(intents)));
        return intents.stream()
                .filter(row -> taken.contains(row.location()))
                .map(row -> row.in(State.TAKEN))
                .toList();
    }

    /**
     * Removes the objects that a transaction gave up, if it is committed and they are due. Very many in blocks, so that
     * the journal is read for one while a storage removes another. Those in a storage that rests are left to a later run.
     */
    void removeGivenUp(Collection<FileLocation> locations) {
        List<FileLocation> all = withoutResting(locations).stream()
                .sorted(comparing(FileLocation::storage)
                        .thenComparing(location -> location.key().value()))
                .toList();
        List<List<FileLocation>> blocks = IntStream.range(0, (all.size() + BLOCK - 1) / BLOCK)
                .mapToObj(number -> all.subList(number * BLOCK, Math.min(all.size(), (number + 1) * BLOCK)))
                .toList();
        if (blocks.isEmpty()) {
            return;
        }
        Set<String> down = ConcurrentHashMap.newKeySet();
        SideBySide.run(blocks, BLOCKS_AT_ONCE, files.uploadThreads(), block -> {
            Set<String> failed = removeGivenUp(block, down);
            if (blocks.size() > 1) {
                failed.stream().filter(storage -> isDown(storage, block)).forEach(down::add);
            }
        });
    }

    // A transaction's thread would wait for what is known to fail. What is due the next run takes.
    private List<FileLocation> withoutResting(Collection<FileLocation> locations) {
        return locations.stream()
                .filter(location -> !backOff.isResting(location.storage()))
                .toList();
    }

    // One that cannot be removed must not keep those of other blocks.
    private boolean isDown(String storage, List<FileLocation> block) {
        List<FileLocation> own = block.stream()
                .filter(location -> location.storage().equals(storage))
                .toList();
        List<Row> last = clerk.call(
                connection -> table.find(connection, own.subList(own.size() - 1, own.size()), State.REMOVAL));
        return attempt(storage, last, State.REMOVAL).isPresent();
    }

    private Set<String> removeGivenUp(List<FileLocation> block, Set<String> down) {
        List<FileLocation> worthwhile = block.stream()
                .filter(location -> !down.contains(location.storage()))
                .toList();
        List<Row> committed = clerk.call(connection -> table.find(connection, worthwhile, State.REMOVAL));
        Set<String> failed = new HashSet<>();
        byStorage(committed).forEach((storage, rows) -> {
            if (!isRemoved(storage, rows, State.REMOVAL)) {
                failed.add(storage);
            }
        });
        return failed;
    }

    @Override
    public void close() {
        close(CLOSING);
    }

    /** Waits so long for what is being removed, and then interrupts it; its rows are still there. */
    void close(Duration patience) {
        closing.countDown();
        Thread running = thread;
        if (running != null && running != Thread.currentThread()) {
            try {
                running.join(patience.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (running.isAlive()) {
                running.interrupt();
            }
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void repeat() {
        try {
            while (!closing.await(settings.interval().toMillis(), TimeUnit.MILLISECONDS)) {
                attempt();
            }
        } catch (InterruptedException e) {
            // Of a server that ends its threads.
            LOGGER.log(Level.DEBUG, "the reaper ends: {0}", e);
        }
    }

    // Whatever it was, the next run may do better.
    private void attempt() {
        try {
            run();
        } catch (RuntimeException | Error e) {
            if (!isClosing()) {
                LOGGER.log(Level.WARNING, "the journal's leftovers could not be removed; the next run tries again", e);
            }
        }
    }

    private List<Row> take(int most) {
        List<String> storages = new ArrayList<>(files.storageNames());
        storages.removeIf(backOff::isResting);
        return storages.isEmpty() ? List.of() : clerk.call(connection -> take(connection, storages, most));
    }

    private List<Row> take(Connection connection, List<String> storages, int most) throws SQLException {
        List<Row> due = dueRows.lock(connection, storages, most);
        List<FileLocation> intents = new ArrayList<>();
        List<Row> taken = new ArrayList<>();
        for (Row row : due) {
            if (row.state() == State.INTENT) {
                intents.add(row.location());
            } else {
                taken.add(row);
            }
        }
        for (State state : List.of(State.TAKEN, State.REAPED, State.REMOVAL)) {
            table.postpone(connection, locations(taken, state), state, lease);
        }
        connection.commit();
        taken.addAll(take(connection, table.lock(connection, intents, State.INTENT)));
        return taken;
    }

    private int remove(List<Row> rows) {
        int settled = 0;
        for (State state : List.of(State.TAKEN, State.REAPED, State.REMOVAL)) {
            Map<String, List<Row>> byStorage =
                    byStorage(rows.stream().filter(row -> row.state() == state).toList());
            for (Map.Entry<String, List<Row>> entry : byStorage.entrySet()) {
                settled += isClosing() ? 0 : removeEach(entry.getKey(), entry.getValue(), state);
            }
        }
        return settled;
    }

    private boolean isRemoved(String storage, List<Row> rows, State state) {
        Optional<Exception> failure = attempt(storage, rows, state);
        failure.ifPresent(e -> failed(storage, rows, e));
        return failure.isEmpty();
    }

    // One that cannot be removed must not keep the others; a storage that takes none is down. In any order, because
    // those that cannot be removed come together each time.
    private int removeEach(String storage, List<Row> rows, State state) {
        Optional<Exception> failure = attempt(storage, rows, state);
        if (failure.isEmpty()) {
            return rows.size();
        }
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled);
        Map<Row, Exception> refused = new LinkedHashMap<>();
        int tried = 0;
        while (rows.size() > 1
                && tried < shuffled.size()
                && (tried < TRIALS || refused.size() < tried)
                && !isClosing()) {
            Row row = shuffled.get(tried++);
            attempt(storage, List.of(row), state).ifPresent(e -> refused.put(row, e));
        }
        if (refused.size() == tried) {
            failed(storage, rows, failure.get());
            return 0;
        }
        refused.forEach(this::refused);
        return tried - refused.size();
    }

    // RuntimeException too: a client may throw anything, and other storages are to be dealt with as well.
    private Optional<Exception> attempt(String storage, List<Row> rows, State state) {
        List<Key> keys = rows.stream().flatMap(row -> row.keys().stream()).toList();
        try {
            DerivedKeys.delete(files, storage, keys);
        } catch (IOException | RuntimeException e) {
            return Optional.of(e);
        }
        LOGGER.log(Level.DEBUG, "removed from storage ''{0}'': {1}", storage, keys);
        backOff.succeeded(storage);
        count(rows);
        removed(locations(rows), state);
        return Optional.empty();
    }

    private void removed(List<FileLocation> locations, State state) {
        if (state == State.TAKEN) {
            clerk.call(connection -> {
                table.move(connection, locations, State.TAKEN, State.REAPED, settings.linger());
                return "";
            });
        } else if (state == State.REAPED) {
            clerk.later(connection -> table.delete(connection, locations, State.TAKEN, State.REAPED, State.KEPT));
        } else {
            clerk.later(connection -> table.delete(connection, locations, State.REMOVAL));
        }
    }

    private void failed(String storage, List<Row> rows, Exception cause) {
        Optional<Duration> rest = backOff.failed(storage, cause);
        tell(
                storage,
                rows,
                cause,
                rest.map(time -> ", which rests for " + time.toSeconds() + " s").orElse(""));
    }

    private void refused(Row row, Exception cause) {
        tell(row.location().storage(), List.of(row), cause, "");
    }

    private void tell(String storage, List<Row> rows, Exception cause, String rest) {
        List<FileLocation> objects = objects(rows);
        counts.failures.add(objects.size());
        LOGGER.log(
                Level.WARNING,
                "could not remove from storage '" + storage + "'" + rest + "; the journal keeps " + objects,
                cause);
        String error = String.valueOf(cause);
        clerk.later(connection -> {
            for (State state : List.of(State.TAKEN, State.REAPED, State.REMOVAL)) {
                table.failed(connection, locations(rows, state), state, error);
            }
            return "";
        });
    }

    // By their own states: what is removed once more was counted before.
    private void count(List<Row> rows) {
        for (Row row : rows) {
            if (row.state() != State.REAPED) {
                counts.removed.add(row.keys().size());
            }
            if (row.state() == State.TAKEN) {
                counts.reaped.add(row.keys().size());
            }
        }
    }

    private void warnOfUnknown() {
        Set<String> named = clerk.call(table::storages);
        named.removeAll(files.storageNames());
        for (String name : named) {
            if (unknown.add(name)) {
                LOGGER.log(
                        Level.WARNING,
                        "the journal has rows of a storage ''{0}'', which is not configured (there are {1}): nothing of"
                                + " it is removed. Configure it, or delete the rows if the storage is gone.",
                        name,
                        files.storageNames());
            }
        }
    }

    private static List<FileLocation> locations(List<Row> rows) {
        return rows.stream().map(Row::location).toList();
    }

    private static List<FileLocation> locations(List<Row> rows, State state) {
        return locations(rows.stream().filter(row -> row.state() == state).toList());
    }

    private static List<FileLocation> objects(List<Row> rows) {
        return rows.stream().flatMap(row -> row.locations().stream()).toList();
    }

    private static Map<String, List<Row>> byStorage(Collection<Row> rows) {
        return rows.stream().collect(groupingBy(row -> row.location().storage()));
    }
}

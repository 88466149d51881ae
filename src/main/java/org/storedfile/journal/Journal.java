package org.storedfile.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.storedfile.FileLocation;
import org.storedfile.JournalSettings;
import org.storedfile.LooseObjects;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;

/**
 * The journal of one persistence unit: a row for each object at risk, or for those of one flush, in the database that
 * has the unit's rows, so that whatever instant a process dies at, no committed row is without its object and no object
 * is left over. Thread safe.
 */
public final class Journal implements AutoCloseable, LooseObjects {
    private static final Logger LOGGER = System.getLogger(Journal.class.getName());

    private static final Map<Journal, StoredFiles> OPEN = new ConcurrentHashMap<>();

    private final JournalSettings settings;
    private final StoredFiles files;
    private final Clerk clerk;
    private final JournalTable table;
    private final String marker;
    private final Set<Object> seen = ConcurrentHashMap.newKeySet();
    private final Counts counts = new Counts();
    private final Reaper reaper;

    private Journal(JournalSettings settings, StoredFiles files, JournalSource source) {
        this.settings = settings;
        this.files = files;
        this.clerk = new Clerk(source, counts);
        try {
            TableCheck check = new TableCheck(settings, source);
            this.table = clerk.call(check::run);
            this.marker = check.marker();
        } catch (RuntimeException e) {
            clerk.close();
            throw e;
        }
        clerk.table(table);
        this.reaper = new Reaper(settings, files, clerk, table, counts);
    }

    /**
     * Opens the journal: checks or makes its table, and starts to remove what is left over.
     *
     * @throws StoredFileException if the table or the connection will not do; the message says why
     */
    public static Journal open(StoredFiles files, JournalSource source) {
        Journal journal = new Journal(files.journal(), files, source);
        OPEN.put(journal, files);
        journal.reaper.start();
        LOGGER.log(Level.DEBUG, "the journal is open, through {0}", source);
        return journal;
    }

    /** Returns the open journals of an application, one for each persistence unit with file attributes that has started. */
    public static List<Journal> of(StoredFiles files) {
        return OPEN.entrySet().stream()
                .filter(open -> open.getValue() == files)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Begins to keep account of one transaction. */
    public JournalTransaction begin() {
        return new JournalTransaction(this);
    }

    /**
     * Commits that these keys may be written from now on, outside of any transaction. Returns when that is certain. The
     * reaper removes what was written, finished or not, once {@code due} has passed.
     */
    public void intend(Collection<FileLocation> locations, Duration due) {
        clerk.intend(locations.stream()
                .distinct()
                .map(location -> Intent.of(location, due))
                .toList());
    }

    /** Commits that nobody wants these objects, whatever other rows there are of them. */
    void removeApart(Collection<FileLocation> locations) {
        clerk.intend(locations.stream()
                .map(location -> Intent.apart(location, Duration.ZERO))
                .toList());
    }

    @Override
    public void expires(FileLocation file, Duration lifetime) {
        intend(Set.of(file), lifetime);
    }

    // The reaper removes it with DerivedKeys, and so only if the original is gone.
    @Override
    public Runnable goesWithOriginal(FileLocation variant) {
        Intent intent = Intent.apart(variant, settings.grace());
        clerk.intend(List.of(intent));
        return () -> clerk.later(connection -> table.delete(connection, List.of(intent.row()), State.INTENT));
    }

    /**
     * Has the reaper look at all rows that are due now, and returns when it has; it stops at
     * {@link JournalSettings#ceiling}. It does so by itself every {@link JournalSettings#interval}.
     *
     * @return how many rows are settled
     */
    public int reap() {
        return reaper.run();
    }

    /** Counts what there is and what was done. Reads the table. */
    public JournalStatus status() {
        return clerk.call(connection -> table.status(connection, settings.linger(), counts.status()));
    }

    /**
     * Tells, in a transaction, whether rows stand for objects. For those who look for objects without a row: an object
     * that the journal knows is not theirs to remove.
     */
    public Set<FileLocation> known(Collection<FileLocation> locations) {
        return clerk.call(connection -> {
            Set<FileLocation> known = table.visible(
                    connection, locations, State.INTENT, State.KEPT, State.TAKEN, State.REAPED, State.REMOVAL);
            Set<FileLocation> asked = Set.copyOf(locations);
            table.flushes(
                    connection,
                    row -> row.locations().stream().filter(asked::contains).forEach(known::add),
                    State.INTENT,
                    State.TAKEN,
                    State.REAPED);
            return known;
        });
    }

    /**
     * Returns what adds an empty text to a query of texts in a transaction that does not see what others committed since
     * it began; empty where {@link #isSnapshot} tells it.
     */
    public String orSnapshot() {
        return table.database().orSnapshot();
    }

    /** Tells whether the connection's transaction is such a one, where its driver knows that. */
    public boolean isSnapshot(Connection connection) throws SQLException {
        return table.database().isSnapshot(connection);
    }

    /**
     * Reads what is committed by now, on the journal's own connection. Its login and schema may be others than those of
     * the unit's connections.
     *
     * @throws StoredFileException if it fails; the connection is dropped then
     */
    public <T> T committed(SqlWork<T> read) {
        return clerk.call(read);
    }

    /** Returns the open journals of the application that have a table of their own. */
    List<Journal> others() {
        return of(files).stream().filter(other -> !other.marker.equals(marker)).toList();
    }

    /** Ends the threads and gives back the connection; what is left is done by others, or after the next start. */
    @Override
    public void close() {
        OPEN.remove(this);
        reaper.close();
        clerk.close();
    }

    JournalSettings settings() {
        return settings;
    }

    Clerk clerk() {
        return clerk;
    }

    JournalTable table() {
        return table;
    }

    Reaper reaper() {
        return reaper;
    }

    static Map<FileLocation, Duration> all(Collection<FileLocation> locations, Duration due) {
        Map<FileLocation, Duration> map = new LinkedHashMap<>();
        locations.forEach(location -> map.put(location, due));
        return map;
    }

    /**
     * Makes sure that the unit's connections see the table that the journal writes.
     *
     * @param scope what says which database or schema the connection shows: a tenant, or always the same
     */
    void requireSeen(Connection connection, Object scope) throws SQLException {
        if (!seen.contains(scope)) {
            if (!table.isMarked(connection, marker)) {
                throw new StoredFileException("the persistence unit does not see the rows of the journal: its"
                        + " connections show another database or schema than the journal's own (name the table with"
                        + " its schema in storedfile.journal.table), or this transaction is older than the table (then"
                        + " roll it back and try again)");
            }
            seen.add(scope);
        }
    }
}

package org.storedfile.maintenance;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.storedfile.FileLocation;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.journal.JournalEntries;
import org.storedfile.persistence.FileColumn;
import org.storedfile.persistence.FileTables;

/** Reads the journals in the databases of persistence units, whoever writes them. */
final class JournalKeys implements KeysAtRisk {
    private static final Logger LOGGER = System.getLogger(JournalKeys.class.getName());

    private final String table;
    private final boolean isOn;
    private final JournalEntries entries;
    private final Supplier<? extends Collection<FileTables>> units;

    /** Creates it for an application that writes journals, in whichever process, or none. */
    JournalKeys(StoredFiles files, Supplier<? extends Collection<FileTables>> units) {
        this.table = files.journal().table();
        this.isOn = files.journal().isEnabled() || files.isJournalOfOthers();
        this.entries = JournalEntries.of(files.journal());
        this.units = units;
    }

    @Override
    public void each(Consumer<FileLocation> action) {
        for (FileTables unit : units.get()) {
            call(unit, connection -> {
                entries.each(connection, action);
                return true;
            });
        }
    }

    @Override
    public Set<FileLocation> among(Collection<FileLocation> locations) {
        Set<FileLocation> found = new HashSet<>();
        for (FileTables unit : units.get()) {
            call(unit, connection -> found.addAll(entries.among(connection, locations)));
        }
        return found;
    }

    /**
     * Requires that whoever removes what no row refers to knows what is to stay nevertheless. Of a journal that was
     * switched off, the table may still be there.
     *
     * @throws StoredFileException if a journal is not where it should be, or an attribute keeps files for ever and there
     *     is none; the message says which
     */
    void require() {
        for (FileTables unit : units.get()) {
            if (isMissing(unit)) {
                throw new StoredFileException(missing(unit) + ", so nothing is removed");
            }
            if (!isOn && !unit.keeping().isEmpty()) {
                throw new StoredFileException(unit.keeping().get(0) + " keeps files for ever, and there is no journal"
                        + " that knows which: they seem to be orphans, so nothing is removed");
            }
        }
    }

    /** Warns of what {@link #require} refuses. */
    void warn() {
        units.get().stream()
                .filter(this::isMissing)
                .forEach(unit -> LOGGER.log(Level.WARNING, missing(unit) + ", and would not be removed"));
    }

    private boolean isMissing(FileTables unit) {
        return isOn && !call(unit, entries::isThereIn);
    }

    private String missing(FileTables unit) {
        String attribute =
                unit.columns().stream().findFirst().map(FileColumn::attribute).orElse("no attribute");
        return "there is no table " + table + " where the persistence unit of " + attribute + " has its rows: the"
                + " application's storedfile.journal.table names it (with its schema, if connections show another) and"
                + " storedfile.journal.enabled=false says that there is none; without it, what is being stored, staged"
                + " or kept for a time seems to be an orphan";
    }

    private static <R> R call(FileTables unit, FileTables.Work<R> work) {
        try {
            return unit.call(work);
        } catch (SQLException e) {
            throw new StoredFileException(
                    "the journal could not be read, so that nobody knows which objects are being stored or removed: "
                            + e.getMessage(),
                    e);
        }
    }
}

package org.storedfile.maintenance;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.storedfile.FileLocation;
import org.storedfile.StoredFileException;
import org.storedfile.journal.JournalEntries;
import org.storedfile.persistence.FileTables;

/** Reads the journals in the databases of persistence units, whoever writes them. */
final class JournalKeys implements KeysAtRisk {
    private final JournalEntries entries;
    private final Supplier<? extends Collection<FileTables>> units;

    JournalKeys(JournalEntries entries, Supplier<? extends Collection<FileTables>> units) {
        this.entries = entries;
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
     * Requires that a journal knows the files that attributes keep for ever, to which no row refers.
     *
     * @param isOn whether this application writes a journal, in whichever process; of one that was switched off, the
     *     table may still be there
     * @throws StoredFileException if there is such an attribute, and no journal; the message names it
     */
    void requireKept(boolean isOn) {
        for (FileTables unit : units.get()) {
            if (!unit.keeping().isEmpty() && !(isOn && call(unit, entries::isThereIn))) {
                throw new StoredFileException(unit.keeping().get(0) + " keeps files for ever, and there is no journal"
                        + " that knows which: they seem to be orphans, so nothing is removed");
            }
        }
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

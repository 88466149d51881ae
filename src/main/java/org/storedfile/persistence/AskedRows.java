package org.storedfile.persistence;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.storedfile.FileLocation;

/**
 * Asks rows which files they have. What any of them has is kept, whichever of them gave it up: a statement may have given
 * it to another one.
 */
final class AskedRows {
    private static final Logger LOGGER = System.getLogger(AskedRows.class.getName());

    // In the order of the files, and with those that it gave up or took.
    private final Map<Holder, Set<FileLocation>> rows = new LinkedHashMap<>();
    private final Set<FileLocation> held = new HashSet<>();

    private AskedRows(Map<FileLocation, List<Holder>> asked) {
        asked.forEach((location, holders) -> holders.forEach(holder ->
                rows.computeIfAbsent(holder, any -> new LinkedHashSet<>()).add(location)));
    }

    /** Returns what the rows have, as the transaction sees it. Rows of a group are asked together. */
    static Set<FileLocation> now(Map<FileLocation, List<Holder>> asked) {
        AskedRows asking = new AskedRows(asked);
        asking.groups().forEach(asking::together);
        asking.rows.forEach(asking::alone);
        return asking.held;
    }

    /** Returns what the rows have after the commit. */
    static Set<FileLocation> committed(Map<FileLocation, List<Holder>> asked) {
        AskedRows asking = new AskedRows(asked);
        asking.rows.forEach(asking::committed);
        return asking.held;
    }

    private Map<RowGroup, Set<Holder>> groups() {
        Map<RowGroup, Set<Holder>> groups = new LinkedHashMap<>();
        rows.keySet()
                .forEach(holder -> holder.group()
                        .ifPresent(group -> groups.computeIfAbsent(group, any -> new LinkedHashSet<>())
                                .add(holder)));
        return groups;
    }

    // RuntimeException: one of the rows may have what no file is, and says so alone.
    private void together(RowGroup group, Set<Holder> holders) {
        if (holders.size() == 1) {
            return;
        }
        try {
            Optional<Set<FileLocation>> together = group.heldNow(holders);
            together.ifPresent(found -> {
                held.addAll(found);
                holders.forEach(rows::remove);
            });
        } catch (RuntimeException e) {
            requireNoSqlError(
                    holders.iterator().next() + " and " + (holders.size() - 1) + " rows more, which gave up files,", e);
            LOGGER.log(Level.DEBUG, "rows that gave up files are asked one by one", e);
        }
    }

    // RuntimeException: whatever keeps the row from being read, its files must stay.
    private void alone(Holder holder, Set<FileLocation> own) {
        try {
            held.addAll(holder.heldNow());
        } catch (RuntimeException e) {
            requireNoSqlError(holder + ", which gave up '" + own.iterator().next() + "',", e);
            keepUnread(holder, own, e);
        }
    }

    // RuntimeException: whatever keeps the row from being read, its files must stay.
    private void committed(Holder holder, Set<FileLocation> own) {
        try {
            held.addAll(holder.held());
        } catch (RuntimeException e) {
            keepUnread(holder, own, e);
        }
    }

    private void keepUnread(Holder holder, Set<FileLocation> own, RuntimeException cause) {
        held.addAll(own);
        own.forEach(location -> LOGGER.log(
                Level.WARNING, "'" + location + "' is kept, because " + holder + " could not be read", cause));
    }

    // What is asked next may be another transaction: after a deadlock, some databases have rolled back what this one
    // did, and would commit the rest.
    private static void requireNoSqlError(String rows, RuntimeException cause) {
        for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
            if (reason instanceof SQLException) {
                throw Failure.of(
                        rows + " could not be read before the commit, so the transaction is to be rolled back: "
                                + reason.getMessage(),
                        cause);
            }
        }
    }
}

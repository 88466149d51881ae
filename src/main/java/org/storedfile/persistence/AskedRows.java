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
 * it to another one. So a row that cannot be read keeps all.
 */
final class AskedRows {
    private static final Logger LOGGER = System.getLogger(AskedRows.class.getName());

    private final Map<FileLocation, List<Holder>> asked;
    // In the order of the files, and with those that it gave up or took.
    private final Map<Holder, Set<FileLocation>> rows = new LinkedHashMap<>();
    private final Map<Holder, RuntimeException> unread = new LinkedHashMap<>();
    private final Set<FileLocation> held = new HashSet<>();

    private AskedRows(Map<FileLocation, List<Holder>> asked) {
        this.asked = asked;
        asked.forEach((location, holders) -> holders.forEach(holder ->
                rows.computeIfAbsent(holder, any -> new LinkedHashSet<>()).add(location)));
    }

    /** Returns what the rows have, as the transaction sees it. Rows of a group are asked together. */
    static Set<FileLocation> now(Map<FileLocation, List<Holder>> asked) {
        AskedRows asking = new AskedRows(asked);
        asking.groups().forEach(asking::together);
        asking.rows.forEach(asking::alone);
        return asking.kept();
    }

    /** Returns what the rows have after the commit. */
    static Set<FileLocation> committed(Map<FileLocation, List<Holder>> asked) {
        AskedRows asking = new AskedRows(asked);
        asking.rows.keySet().forEach(asking::committed);
        return asking.kept();
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

    // RuntimeException: whatever keeps the row from being read, the files must stay.
    private void alone(Holder holder, Set<FileLocation> own) {
        try {
            held.addAll(holder.heldNow());
        } catch (RuntimeException e) {
            requireNoSqlError(holder + ", which gave up '" + own.iterator().next() + "',", e);
            unread.put(holder, e);
        }
    }

    // RuntimeException: whatever keeps the row from being read, the files must stay.
    private void committed(Holder holder) {
        try {
            held.addAll(holder.held());
        } catch (RuntimeException e) {
            unread.put(holder, e);
        }
    }

    private Set<FileLocation> kept() {
        if (!unread.isEmpty()) {
            asked.forEach((location, holders) -> {
                if (held.add(location)) {
                    tell(location, holders);
                }
            });
        }
        return held;
    }

    // Its own row first, and only there the cause: it may be one of thousands of files.
    private void tell(FileLocation location, List<Holder> holders) {
        Optional<Holder> own = holders.stream().filter(unread::containsKey).findFirst();
        Holder row = own.orElseGet(() -> unread.keySet().iterator().next());
        LOGGER.log(
                Level.WARNING,
                "'" + location + "' is kept, because " + row + " could not be read",
                own.map(unread::get).orElse(null));
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

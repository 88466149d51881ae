package org.storedfile.persistence;

import static java.util.stream.Collectors.toSet;

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
import java.util.function.BiPredicate;
import org.storedfile.FileLocation;

/** Asks rows which of the files that they gave up they have nevertheless. */
final class AskedRows {
    private static final Logger LOGGER = System.getLogger(AskedRows.class.getName());

    private AskedRows() {}

    /** Returns those that one of their rows has, as the transaction sees it. Rows of a group are asked together. */
    static Set<FileLocation> now(Map<FileLocation, List<Holder>> asked) {
        Map<RowGroup, Set<Holder>> groups = new LinkedHashMap<>();
        asked.values()
                .forEach(holders -> holders.forEach(holder -> holder.group()
                        .ifPresent(group -> groups.computeIfAbsent(group, any -> new LinkedHashSet<>())
                                .add(holder))));
        Set<FileLocation> held = new HashSet<>();
        Set<Holder> done = new HashSet<>();
        groups.forEach((group, holders) -> {
            if (holders.size() > 1) {
                Optional<Set<FileLocation>> together = together(group, holders);
                together.ifPresent(found -> {
                    held.addAll(found);
                    done.addAll(holders);
                });
            }
        });
        held.addAll(oneByOne(asked, (holder, location) -> !done.contains(holder) && holder.holdsNow(location)));
        return held;
    }

    /** Returns those that one of their rows has after the commit. */
    static Set<FileLocation> committed(Map<FileLocation, List<Holder>> asked) {
        return oneByOne(asked, Holder::holds);
    }

    private static Set<FileLocation> oneByOne(
            Map<FileLocation, List<Holder>> asked, BiPredicate<Holder, FileLocation> holds) {
        return asked.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(holder -> holds.test(holder, entry.getKey())))
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    // RuntimeException: one of the rows may have what no file is, and says so alone.
    private static Optional<Set<FileLocation>> together(RowGroup group, Set<Holder> holders) {
        try {
            return group.heldNow(holders);
        } catch (RuntimeException e) {
            requireNoSqlError(
                    holders.iterator().next() + " and " + (holders.size() - 1) + " rows more, which gave up files,", e);
            LOGGER.log(Level.DEBUG, "rows that gave up files are asked one by one", e);
            return Optional.empty();
        }
    }

    /** Refuses to go on if the database refused: what is asked next may be another transaction. */
    static void requireNoSqlError(String rows, RuntimeException cause) {
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

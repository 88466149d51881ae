package org.storedfile.maintenance;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a run did, all its interrupted parts together.
 *
 * @param objects how many objects were listed
 * @param rows how many values of file columns were read
 * @param problems how many things are wrong, by kind; those that there are none of are left out
 * @param removed how many objects {@link FileMaintenance#sweep} removed
 * @param copied how many objects {@link FileMaintenance#copy} copied; those that were there already are not counted
 * @param moved how many rows {@code copy} changed
 * @param unchecked how many files {@code verify}, and objects {@code copy}, compared by size only although checksums were
 *     asked for, because neither row nor storage says one; {@link Checksums#READ} reads their bytes, and knows no more
 * @param bytes of the objects that were removed or copied, or would be in a dry run
 */
public record MaintenanceReport(
        long objects,
        long rows,
        Map<Problem, Long> problems,
        long removed,
        long copied,
        long moved,
        long unchecked,
        long bytes) {
    /** Copies the map. */
    public MaintenanceReport {
        problems = problems.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(problems));
    }

    /** Returns how many things of this kind are wrong. */
    public long count(Problem problem) {
        return problems.getOrDefault(problem, 0L);
    }

    /** Tells whether nothing is wrong that a row needs; orphans may be there. */
    public boolean isSound() {
        return problems.keySet().stream().noneMatch(Problem::isDamage);
    }
}

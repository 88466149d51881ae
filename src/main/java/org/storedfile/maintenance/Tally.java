package org.storedfile.maintenance;

import java.util.EnumMap;
import java.util.Map;

/** Counts, kept in the work folder so that a run that goes on has those of the part before. Not thread safe. */
final class Tally {
    private final WorkFolder folder;

    Tally(WorkFolder folder) {
        this.folder = folder;
    }

    void objects(long count) {
        folder.number("objects", count);
    }

    long objects() {
        return folder.number("objects");
    }

    void rows(long count) {
        folder.number("rows", count);
    }

    long rows() {
        return folder.number("rows");
    }

    void found(Problem problem) {
        add("found." + problem, 1);
    }

    void removed(long objects) {
        add("removed", objects);
    }

    long removed() {
        return folder.number("removed");
    }

    void copied(long objects) {
        add("copied", objects);
    }

    void moved(long rows) {
        add("moved", rows);
    }

    void unchecked(long files) {
        add("unchecked", files);
    }

    void bytes(long count) {
        add("bytes", count);
    }

    void add(String name, long count) {
        folder.number(name, folder.number(name) + count);
    }

    long findings() {
        return problems().values().stream().mapToLong(Long::longValue).sum();
    }

    MaintenanceReport report() {
        return new MaintenanceReport(
                objects(),
                rows(),
                problems(),
                removed(),
                folder.number("copied"),
                folder.number("moved"),
                folder.number("unchecked"),
                folder.number("bytes"));
    }

    private Map<Problem, Long> problems() {
        Map<Problem, Long> problems = new EnumMap<>(Problem.class);
        for (Problem problem : Problem.values()) {
            long count = folder.number("found." + problem);
            if (count > 0) {
                problems.put(problem, count);
            }
        }
        return problems;
    }
}

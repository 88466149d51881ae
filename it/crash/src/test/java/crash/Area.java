package crash;

import java.util.Set;

/** What the steps of a node have to do with. */
enum Area {
    ROWS,
    JOURNAL,
    COMMITS,
    BYTES,
    REMOVALS,
    REAPER;

    private static final Set<String> OF_ROWS = Set.of("insert", "update", "delete", "select", "merge");
    private static final Set<String> OF_COMMITS = Set.of("commit", "prepare", "rollback");
    private static final Set<String> OF_REMOVALS =
            Set.of("removal", "DeleteObject", "DeleteObjects", "AbortMultipartUpload", "ListMultipartUploads");

    static Area of(String step) {
        String verb = step.split("[ :]", 2)[0];
        if (OF_COMMITS.contains(verb)) {
            return COMMITS;
        }
        if (OF_ROWS.contains(verb)) {
            return step.contains("stored_file_journal") ? JOURNAL : ROWS;
        }
        if (verb.equals("reaping")) {
            return REAPER;
        }
        return OF_REMOVALS.contains(verb) ? REMOVALS : BYTES;
    }
}

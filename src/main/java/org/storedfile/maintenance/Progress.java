package org.storedfile.maintenance;

import java.util.OptionalLong;

/**
 * How far a run is; told about once a second, and at the end of each step.
 *
 * @param done how many of the step's items are done
 * @param total how many there are; empty while that is not known
 * @param findings how many things were found wrong so far
 */
public record Progress(Task task, Step step, long done, OptionalLong total, long findings) {
    /** What runs. */
    public enum Task {
        /** {@link FileMaintenance#verify}. */
        VERIFY,
        /** {@link FileMaintenance#sweep}. */
        SWEEP,
        /** {@link FileMaintenance#copy}. */
        COPY
    }

    /** What it does, in this order. */
    public enum Step {
        /** Lists the objects of the storages. */
        OBJECTS,
        /** Reads the journal. */
        JOURNAL,
        /** Reads the file columns. */
        ROWS,
        /** Compares both, looks at objects, removes or copies them. */
        FILES
    }
}

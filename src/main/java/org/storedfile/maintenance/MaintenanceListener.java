package org.storedfile.maintenance;

/** Is told what a run does; on the thread that runs it. Both methods do nothing unless overridden. */
public interface MaintenanceListener {
    /** One that does not listen. */
    MaintenanceListener SILENT = new MaintenanceListener() {};

    /** Is told how far the run is. */
    default void progress(Progress progress) {}

    /**
     * Is told what is wrong. A run that goes on after an interruption repeats what the other told in the step in which it
     * ended, or of the {@link Progress.Step#FILES files} in the batch; the report counts it once.
     */
    default void found(Finding finding) {}
}

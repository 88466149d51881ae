package org.storedfile.maintenance;

/** Is told what a run does; on the thread that runs it. Both methods do nothing unless overridden. */
public interface MaintenanceListener {
    /** One that does not listen. */
    MaintenanceListener SILENT = new MaintenanceListener() {};

    /** Is told how far the run is. */
    default void progress(Progress progress) {}

    /** Is told what is wrong; a run that goes on after an interruption does not repeat what it told before. */
    default void found(Finding finding) {}
}

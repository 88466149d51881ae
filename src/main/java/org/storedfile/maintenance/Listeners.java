package org.storedfile.maintenance;

import java.util.List;

/** Tells several. */
record Listeners(List<MaintenanceListener> all) implements MaintenanceListener {
    @Override
    public void progress(Progress progress) {
        all.forEach(listener -> listener.progress(progress));
    }

    @Override
    public void found(Finding finding) {
        all.forEach(listener -> listener.found(finding));
    }
}

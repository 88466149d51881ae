package org.storedfile.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.storedfile.maintenance.Finding;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.maintenance.Progress;

/** Fires what maintenance tells as events of CDI, as long as the container runs. */
record MaintenanceEvents(Supplier<@Nullable BeanManager> running) implements MaintenanceListener {
    @Override
    public void progress(Progress progress) {
        fire(progress);
    }

    @Override
    public void found(Finding finding) {
        fire(finding);
    }

    private void fire(Object event) {
        BeanManager manager = running.get();
        if (manager != null) {
            manager.getEvent().fire(event);
        }
    }
}

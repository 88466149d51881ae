package org.storedfile.maintenance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.PersistenceXml;
import org.storedfile.persistence.RunningUnits;

/** The persistence units that an application has and that do not run, whose rows nobody sees. */
final class UnstartedUnits {
    private UnstartedUnits() {}

    /**
     * Requires that there are none.
     *
     * @throws StoredFileException if a unit that a META-INF/persistence.xml names is not known to run; the message names it
     */
    static void requireNone() {
        Set<String> running = RunningUnits.names();
        List<String> unstarted = PersistenceXml.units(loader()).stream()
                .filter(name -> !running.contains(name))
                .toList();
        if (!unstarted.isEmpty()) {
            throw new StoredFileException(
                    "META-INF/persistence.xml names " + unstarted + ", which are not known to run:"
                            + " files of their rows seem to be orphans, so nothing is removed. Start each with its first"
                            + " EntityManager (EclipseLink tells of those with StoredFileCustomizer only), or name the units that"
                            + " have files with FileMaintenance.builder(files).units(…)");
        }
    }

    private static ClassLoader loader() {
        return Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .orElseGet(UnstartedUnits.class::getClassLoader);
    }
}

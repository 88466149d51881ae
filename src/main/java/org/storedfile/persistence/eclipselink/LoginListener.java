package org.storedfile.persistence.eclipselink;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;
import org.storedfile.DeclaredVariants;
import org.storedfile.persistence.FileAttribute;
import org.storedfile.persistence.HistoryTables;
import org.storedfile.persistence.IntegratedEntities;
import org.storedfile.persistence.RunningUnits;

/** Reads the mapping when it is complete, and listens to the classes that have files. */
final class LoginListener extends SessionEventAdapter {
    private final MappedFiles mapped;
    private Runnable takeOut = () -> {};

    LoginListener(MappedFiles mapped) {
        this.mapped = mapped;
    }

    @Override
    public void postLogin(SessionEvent event) {
        DeclaredVariants declared = new DeclaredVariants();
        Map<ClassDescriptor, EntityFiles> files =
                MappingReader.read(event.getSession().getDescriptors().values(), declared);
        mapped.set(files);
        files.forEach((descriptor, of) -> descriptor.getEventManager().addListener(new RowListener(of)));
        if (!files.isEmpty()) {
            takeIn((AbstractSession) event.getSession(), files.values(), declared);
        }
        RunningUnits.started(event.getSession(), UnitName.of(event.getSession()));
    }

    @Override
    public void postLogout(SessionEvent event) {
        UnitJournals.remove(event.getSession());
        takeOut.run();
        RunningUnits.ended(event.getSession());
    }

    private void takeIn(AbstractSession unit, Collection<EntityFiles> files, DeclaredVariants declared) {
        List<Class<?>> classes = unit.getDescriptors().values().stream()
                .filter(descriptor -> !descriptor.isAggregateDescriptor())
                .<Class<?>>map(ClassDescriptor::getJavaClass)
                .toList();
        List<FileAttribute> attributes =
                files.stream().flatMap(EntityFiles::attributes).toList();
        TableReader.Found found = TableReader.read(unit);
        UnitTables tables = new UnitTables(unit, found.columns(), attributes);
        Runnable entities = IntegratedEntities.add(classes);
        Runnable running = RunningUnits.add(tables);
        Runnable variants = declared.run();
        HistoryTables.add(unit, found.history());
        takeOut = () -> {
            HistoryTables.remove(unit);
            entities.run();
            running.run();
            variants.run();
        };
        try {
            UnitJournals.add(unit, attributes);
        } catch (RuntimeException e) {
            takeOut.run();
            throw e;
        }
    }
}

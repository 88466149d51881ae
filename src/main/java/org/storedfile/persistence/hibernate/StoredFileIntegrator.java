package org.storedfile.persistence.hibernate;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.cfg.PersistenceSettings;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;
import org.storedfile.persistence.HistoryTables;
import org.storedfile.persistence.IntegratedEntities;
import org.storedfile.persistence.RunningUnits;

/** Listens to the events of a persistence unit that has file attributes; others are left alone. */
public final class StoredFileIntegrator implements Integrator {
    private final Map<SessionFactoryImplementor, Runnable> integrated = new ConcurrentHashMap<>();

    /**
     * Reads the mapping and registers the listeners.
     *
     * @throws org.storedfile.StoredFileException if an annotation names something that does not exist
     */
    @Override
    public void integrate(Metadata metadata, BootstrapContext context, SessionFactoryImplementor factory) {
        Map<String, Object> settings = factory.getServiceRegistry()
                .requireService(ConfigurationService.class)
                .getSettings();
        MappedFiles mapped = MappingReader.read(
                metadata, factory.getJdbcServices().getDialect(), factory.getSqlStringGenerationContext(), settings);
        if (!mapped.isEmpty()) {
            integrated.put(factory, add(mapped, metadata, factory));
            register(mapped, factory.getServiceRegistry().requireService(EventListenerRegistry.class));
            openJournal(factory, mapped);
        }
        if (settings.get(PersistenceSettings.PERSISTENCE_UNIT_NAME) instanceof String name) {
            RunningUnits.started(factory, name);
        }
    }

    @Override
    public void disintegrate(SessionFactoryImplementor factory, SessionFactoryServiceRegistry registry) {
        UnitJournals.remove(factory);
        takeOut(factory);
        RunningUnits.ended(factory);
    }

    // A factory that could not be made is not disintegrated.
    private void openJournal(SessionFactoryImplementor factory, MappedFiles mapped) {
        try {
            UnitJournals.add(factory, mapped.attributes());
        } catch (RuntimeException e) {
            takeOut(factory);
            throw e;
        }
    }

    // The listeners go with the factory.
    private void takeOut(SessionFactoryImplementor factory) {
        Runnable takeOut = integrated.remove(factory);
        if (takeOut != null) {
            takeOut.run();
        }
    }

    private static Runnable add(MappedFiles mapped, Metadata metadata, SessionFactoryImplementor factory) {
        TableReader.Found found = TableReader.read(
                metadata, factory.getJdbcServices().getDialect(), factory.getSqlStringGenerationContext());
        UnitTables tables = new UnitTables(factory, found.columns(), mapped.attributes());
        Runnable entities = IntegratedEntities.add(classes(metadata));
        Runnable running = RunningUnits.add(tables);
        Runnable variants = mapped.variants().run();
        HistoryTables.add(factory, found.history());
        return () -> {
            entities.run();
            running.run();
            variants.run();
            HistoryTables.remove(factory);
        };
    }

    private static List<Class<?>> classes(Metadata metadata) {
        return metadata.getEntityBindings().stream()
                .filter(PersistentClass::hasPojoRepresentation)
                .<Class<?>>map(PersistentClass::getMappedClass)
                .toList();
    }

    private static void register(MappedFiles mapped, EventListenerRegistry registry) {
        registry.prependListeners(EventType.FLUSH, new FlushBegin());
        if (mapped.hasEarly()) {
            registry.prependListeners(EventType.FLUSH_ENTITY, new FlushListener(mapped));
        }
        registry.appendListeners(EventType.FLUSH_ENTITY, new ChangeListener(mapped));
        RowListener rows = new RowListener(mapped);
        // Before Bean Validation, so that it sees sibling attributes; what is stored here was validated before.
        registry.prependListeners(EventType.PRE_INSERT, rows);
        // After others, which may change what is written.
        registry.appendListeners(EventType.PRE_UPDATE, rows);
        registry.appendListeners(EventType.PRE_UPSERT, rows);
        registry.appendListeners(EventType.PRE_DELETE, rows);
        // Before others, which may fail although the row is written.
        registry.prependListeners(EventType.POST_INSERT, rows);
        registry.prependListeners(EventType.POST_UPDATE, rows);
        registry.prependListeners(EventType.POST_UPSERT, rows);
        registry.prependListeners(EventType.DELETE, new DeleteListener(mapped));
        CollectionListener collections = new CollectionListener(mapped);
        registry.appendListeners(EventType.PRE_COLLECTION_RECREATE, collections);
        registry.appendListeners(EventType.PRE_COLLECTION_UPDATE, collections);
        registry.appendListeners(EventType.PRE_COLLECTION_REMOVE, collections);
    }
}

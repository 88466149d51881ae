package org.storedfile.cli;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.storedfile.StoredFileException;
import org.storedfile.cdi.StandaloneFiles;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.persistence.FileTables;

/** The application's storages and persistence units, opened beside the application for one command. */
final class Application implements AutoCloseable {
    // The database is the application's: nothing of it is made or dropped here.
    private static final Map<String, String> UNCHANGED = Map.of(
            "jakarta.persistence.schema-generation.database.action", "none",
            "jakarta.persistence.schema-generation.scripts.action", "none",
            "hibernate.hbm2ddl.auto", "none",
            "eclipselink.ddl-generation", "none",
            "jakarta.persistence.transactionType", "RESOURCE_LOCAL");

    private final StandaloneFiles files;
    private final List<EntityManagerFactory> factories = new ArrayList<>();

    private Application(StandaloneFiles files) {
        this.files = files;
    }

    static Application open(ApplicationOptions options) {
        FileSettings settings = FileSettings.of(options);
        Application application = new Application(StandaloneFiles.open(settings));
        try {
            names(options).forEach(name -> application.factories.add(start(name, settings)));
            return application;
        } catch (RuntimeException e) {
            application.close();
            throw e;
        }
    }

    FileMaintenance maintenance() {
        return FileMaintenance.builder(files.files())
                .units(FileTables.running())
                .build();
    }

    @Override
    public void close() {
        factories.forEach(EntityManagerFactory::close);
        files.close();
    }

    private static List<String> names(ApplicationOptions options) {
        List<String> names = options.units.isEmpty()
                ? PersistenceXml.units(Thread.currentThread().getContextClassLoader())
                : options.units;
        if (names.isEmpty()) {
            throw new StoredFileException(
                    "there is no META-INF/persistence.xml on the class path: add the application's"
                            + " classes, or name a unit with --unit");
        }
        return names;
    }

    private static EntityManagerFactory start(String name, FileSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        settings.own().forEach((property, value) -> {
            if (!property.startsWith("storedfile.")) {
                properties.put(property, value);
            }
        });
        properties.putAll(UNCHANGED);
        EntityManagerFactory factory = Persistence.createEntityManagerFactory(name, properties);
        // EclipseLink starts the unit with its first entity manager.
        factory.createEntityManager().close();
        return factory;
    }
}

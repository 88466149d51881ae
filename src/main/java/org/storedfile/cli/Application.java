package org.storedfile.cli;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.PluralAttribute;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.storedfile.FileRef;
import org.storedfile.StoredFileException;
import org.storedfile.cdi.StandaloneFiles;
import org.storedfile.journal.JournalContents;
import org.storedfile.journal.JournalEntries;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.persistence.FileTables;
import org.storedfile.persistence.PersistenceXml;

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

    /**
     * Requires that the rows of all units can be seen.
     *
     * @throws StoredFileException if a unit has files, and its provider no integration; the message names both
     */
    void requireAllSeen() {
        factories.stream()
                .filter(factory -> FileTables.running().stream().noneMatch(unit -> unit.isOf(factory)))
                .forEach(Application::requireNoFiles);
    }

    // What attributes are told of by a standard: whichever provider it is.
    private static void requireNoFiles(EntityManagerFactory factory) {
        factory.getMetamodel().getManagedTypes().stream()
                .flatMap(type -> type.getAttributes().stream())
                .filter(Application::isFile)
                .findFirst()
                .ifPresent(attribute -> {
                    throw new StoredFileException("the persistence unit of "
                            + attribute.getDeclaringType().getJavaType().getSimpleName() + "." + attribute.getName()
                            + " has files that are not seen, so nothing is removed: it needs Hibernate, or EclipseLink"
                            + " with StoredFileCustomizer");
                });
    }

    private static boolean isFile(Attribute<?, ?> attribute) {
        return attribute.getJavaType() == FileRef.class
                || (attribute instanceof PluralAttribute<?, ?, ?> plural
                        && plural.getElementType().getJavaType() == FileRef.class);
    }

    /**
     * Sums up the journals of the units, each table once.
     *
     * @throws StoredFileException if there is none
     */
    List<JournalContents> journals(int failures) {
        JournalEntries entries = JournalEntries.of(files.files().journal());
        Map<String, JournalContents> found = new LinkedHashMap<>();
        for (FileTables unit : FileTables.running()) {
            contents(unit, entries, failures).ifPresent(contents -> found.putIfAbsent(contents.marker(), contents));
        }
        if (found.isEmpty()) {
            throw new StoredFileException("there is no journal: no database of the units has a table "
                    + files.files().journal().table() + " (storedfile.journal.table names it)");
        }
        return List.copyOf(found.values());
    }

    private static Optional<JournalContents> contents(FileTables unit, JournalEntries entries, int failures) {
        try {
            return unit.call(connection -> entries.contents(connection, failures));
        } catch (SQLException e) {
            throw new StoredFileException("the journal could not be read: " + e.getMessage(), e);
        }
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

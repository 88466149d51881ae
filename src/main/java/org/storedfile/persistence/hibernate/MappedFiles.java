package org.storedfile.persistence.hibernate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** The files of all entity types of a persistence unit. Thread safe. */
final class MappedFiles {
    private final Map<String, EntityFiles.Definition> definitions;
    private final Map<String, CollectionFiles> collections;
    private final Map<EntityPersister, EntityFiles> entities = new ConcurrentHashMap<>();

    MappedFiles(Map<String, EntityFiles.Definition> definitions, Map<String, CollectionFiles> collections) {
        this.definitions = Map.copyOf(definitions);
        this.collections = Map.copyOf(collections);
    }

    boolean isEmpty() {
        return definitions.isEmpty();
    }

    /** Returns the files of this entity type; none if it has no such attribute. */
    EntityFiles of(EntityPersister persister) {
        EntityFiles known = entities.get(persister);
        return known != null ? known : entities.computeIfAbsent(persister, this::find);
    }

    /** Returns the files of this collection; null if it has none. */
    @Nullable
    CollectionFiles of(String role) {
        return collections.get(role);
    }

    private EntityFiles find(EntityPersister persister) {
        EntityFiles.Definition definition = definitions.get(persister.getEntityName());
        return definition == null ? EntityFiles.NONE : definition.at(persister);
    }
}

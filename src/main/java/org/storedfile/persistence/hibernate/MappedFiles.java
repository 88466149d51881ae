package org.storedfile.persistence.hibernate;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;
import org.storedfile.DeclaredVariants;
import org.storedfile.persistence.FileAttribute;

/** The files of all entity types of a persistence unit. Thread safe. */
final class MappedFiles {
    private final Map<String, EntityFiles.Definition> definitions;
    private final Map<String, CollectionFiles> collections;
    private final DeclaredVariants variants;
    private final Map<EntityPersister, EntityFiles> entities = new ConcurrentHashMap<>();

    // A flush meets many entities of one type one after the other. Not volatile: an old value is as good.
    private @Nullable Found last;

    private record Found(EntityPersister persister, EntityFiles files) {}

    MappedFiles(
            Map<String, EntityFiles.Definition> definitions,
            Map<String, CollectionFiles> collections,
            DeclaredVariants variants) {
        this.definitions = Map.copyOf(definitions);
        this.collections = Map.copyOf(collections);
        this.variants = variants;
    }

    DeclaredVariants variants() {
        return variants;
    }

    boolean isEmpty() {
        return definitions.isEmpty();
    }

    /** Returns all attributes that hold files. */
    List<FileAttribute> attributes() {
        Stream<FileSlot> slots = Stream.concat(
                definitions.values().stream()
                        .flatMap(entity -> entity.rows().stream().map(EntityFiles.Definition.Row::slot)),
                collections.values().stream().flatMap(collection -> collection.slots().stream()));
        return slots.map(FileSlot::attribute).toList();
    }

    /** Tells whether any entity's files are stored before Hibernate looks for changes in it. */
    boolean hasEarly() {
        return definitions.values().stream().anyMatch(EntityFiles.Definition::isEarly);
    }

    /** Returns the files of this entity type; none if it has no such attribute. */
    EntityFiles of(EntityPersister persister) {
        Found before = last;
        return before != null && before.persister() == persister ? before.files() : look(persister);
    }

    private EntityFiles look(EntityPersister persister) {
        EntityFiles files = entities.computeIfAbsent(persister, this::find);
        last = new Found(persister, files);
        return files;
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

package org.storedfile.persistence.hibernate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.persistence.PendingFile;

/**
 * The files of one entity type.
 *
 * @param rows those in columns
 * @param collections those in element collections
 * @param collectionIndexes of the properties that hold the collections
 * @param isDynamicUpdate whether an update writes only the columns that Hibernate found changed
 * @param hasSiblings whether any attribute describes one of the files
 * @param isEarly whether its new files are stored before Hibernate looks for changes in the entity
 */
record EntityFiles(
        List<RowFile> rows,
        List<CollectionFiles> collections,
        List<Integer> collectionIndexes,
        boolean isDynamicUpdate,
        boolean hasSiblings,
        boolean isEarly) {
    static final EntityFiles NONE = new EntityFiles(List.of(), List.of(), List.of(), false, false, false);

    /**
     * What is mapped, before Hibernate has given the properties their places.
     *
     * @param hasCallbacks whether the entity has methods such as {@code @PreUpdate}, which may look at its files
     */
    record Definition(
            List<Row> rows, List<CollectionFiles> collections, boolean isDynamicUpdate, boolean hasCallbacks) {
        /** A slot in the property with this name, and which statements write it. */
        record Row(String property, FileSlot slot, FileColumns columns, boolean isInsertable, boolean isUpdatable) {}

        EntityFiles at(EntityPersister persister) {
            List<String> names = Arrays.asList(persister.getPropertyNames());
            List<Integer> places = collections.stream()
                    .map(collection -> names.indexOf(collection.property()))
                    .toList();
            return new EntityFiles(
                    rows.stream().map(row -> row(row, names)).toList(),
                    collections,
                    places,
                    isDynamicUpdate,
                    hasSiblings(),
                    isEarly());
        }

        // Hibernate does not tell the changes within a collection that early, and finds changed siblings only if they
        // are changed before.
        boolean isEarly() {
            return hasCallbacks || hasSiblings() || !collections.isEmpty();
        }

        private boolean hasSiblings() {
            Stream<FileSlot> slots = collections.stream().flatMap(files -> files.slots().stream());
            return Stream.concat(rows.stream().map(Row::slot), slots)
                    .anyMatch(slot -> !slot.siblings().isEmpty());
        }

        private static RowFile row(Row row, List<String> names) {
            List<Sibling> siblings =
                    row.slot().isInEmbeddable() ? List.of() : row.slot().siblings();
            List<Integer> places = siblings.stream()
                    .map(sibling -> names.indexOf(sibling.name()))
                    .toList();
            return new RowFile(
                    names.indexOf(row.property()),
                    row.slot(),
                    places,
                    row.columns(),
                    row.isInsertable(),
                    row.isUpdatable());
        }
    }

    boolean isEmpty() {
        return rows.isEmpty() && collections.isEmpty();
    }

    /** Returns the collection's value in the entity; null if it has none or it is not loaded. */
    @Nullable
    Object collection(int which, Object entity, EntityPersister persister) {
        return Values.follow(collections.get(which).path(), persister.getValue(entity, collectionIndexes.get(which)));
    }

    /** Tells whether the entity holds a file that is not stored and that its next statement writes. */
    boolean hasNew(Object entity, EntityEntry entry) {
        EntityPersister persister = entry.getPersister();
        // By index, as every flush looks at every entity: an iterator would take longer than the look.
        for (int i = 0; i < rows.size(); i++) {
            RowFile row = rows.get(i);
            FileRef file = row.slot().read(persister.getValue(entity, row.index()));
            if (file != null && FileRefAccess.isNew(file) && row.isWritten(entry.isExistsInDatabase())) {
                return true;
            }
        }
        return !collections.isEmpty() && !eachElement(entity, persister, (file, slot) -> !FileRefAccess.isNew(file));
    }

    /** Adds the files of the entity that are not stored, and that its next statement writes, to {@code pending}. */
    void collectNew(Object entity, EntityEntry entry, List<PendingFile> pending) {
        each(entity, entry, (file, slot) -> {
            if (FileRefAccess.isNew(file)) {
                pending.add(new PendingFile(file, slot.attribute(), entity, !entry.isExistsInDatabase()));
            }
            return true;
        });
    }

    // Ends early, with false, when the action returns false.
    private boolean each(Object entity, EntityEntry entry, Visit visit) {
        EntityPersister persister = entry.getPersister();
        for (RowFile row : rows) {
            FileRef file = row.slot().read(persister.getValue(entity, row.index()));
            if (file != null && row.isWritten(entry.isExistsInDatabase()) && !visit.accept(file, row.slot())) {
                return false;
            }
        }
        return eachElement(entity, persister, visit);
    }

    private boolean eachElement(Object entity, EntityPersister persister, Visit visit) {
        for (int i = 0; i < collections.size(); i++) {
            if (!eachElement(collections.get(i), collection(i, entity, persister), visit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean eachElement(CollectionFiles files, @Nullable Object collection, Visit visit) {
        for (Object element : Values.elements(collection)) {
            for (FileSlot slot : files.slots()) {
                FileRef file = slot.read(element);
                if (file != null && !visit.accept(file, slot)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What is done with a file; false ends the way. */
    private interface Visit {
        boolean accept(FileRef file, FileSlot slot);
    }
}

package org.storedfile.persistence.eclipselink;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.VersionLockingPolicy;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.StoredFileException;
import org.storedfile.persistence.FileAttribute;
import org.storedfile.persistence.PendingFile;

/**
 * The files of one entity class.
 *
 * @param rows those in columns
 * @param collections those in element collections
 */
record EntityFiles(ClassDescriptor descriptor, List<FileSlot> rows, List<CollectionFiles> collections) {
    /** Returns the attributes that hold the files. */
    Stream<FileAttribute> attributes() {
        return Stream.concat(rows.stream(), collections.stream().flatMap(collection -> collection.slots().stream()))
                .map(FileSlot::attribute);
    }

    boolean isEmpty() {
        return rows.isEmpty() && collections.isEmpty();
    }

    /** Tells whether a write of a row that others changed fails, so that what was loaded is what the row has. */
    boolean isVersioned() {
        // Policies that compare columns may leave out the file's, and know nothing of collections.
        return descriptor.getOptimisticLockingPolicy() instanceof VersionLockingPolicy;
    }

    boolean hasSiblings() {
        return rows.stream().anyMatch(FileSlot::hasSiblings)
                || collections.stream().anyMatch(CollectionFiles::hasSiblings);
    }

    /** Adds the files of the entity that are not stored to {@code pending}. */
    void collectNew(Object entity, boolean isInsert, List<PendingFile> pending) {
        // By index, as every flush looks at every entity.
        for (int i = 0; i < rows.size(); i++) {
            FileRef file = rows.get(i).read(entity);
            if (file != null && FileRefAccess.isNew(file)) {
                pending.add(new PendingFile(file, rows.get(i).attribute(), entity, isInsert));
            }
        }
        collectNewElements(entity, isInsert, pending);
    }

    /** Adds the files in element collections that are not stored to {@code pending}. */
    void collectNewElements(Object entity, boolean isInsert, List<PendingFile> pending) {
        for (CollectionFiles collection : collections) {
            collection.each(entity, (file, slot, element) -> {
                if (FileRefAccess.isNew(file)) {
                    pending.add(new PendingFile(file, slot.attribute(), entity, isInsert));
                }
            });
        }
    }

    /**
     * Refuses files that are not stored and that EclipseLink would not write, because the class did not notice them.
     *
     * @throws StoredFileException if there is one; the message says how to set it
     */
    void requireNoticed(Before before) {
        for (FileSlot slot : rows) {
            requireNoticed(slot.read(before.entity()), slot, slot.top(), before);
        }
        for (CollectionFiles collection : collections) {
            collection.each(
                    before.entity(), (file, slot, element) -> requireNoticed(file, slot, collection.top(), before));
        }
    }

    private static void requireNoticed(@Nullable FileRef file, FileSlot slot, String top, Before before) {
        if (file != null && FileRefAccess.isNew(file) && before.isUnnoticed(top)) {
            throw new StoredFileException("the file '" + file.name() + "' of " + slot.attribute()
                    + " was set past the methods that EclipseLink wove into the class, which does not notice that and"
                    + " would not write it: set it in a method of the class, not by reflection or from a class that is"
                    + " not woven");
        }
    }
}

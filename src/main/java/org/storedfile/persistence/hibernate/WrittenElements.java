package org.storedfile.persistence.hibernate;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Predicate;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.persister.collection.AbstractCollectionPersister;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;

/** Which files an update of a collection writes, be they new in it or not: of some collections every row. */
record WrittenElements(Set<FileLocation> files) implements Predicate<FileRef> {
    static Predicate<FileRef> of(
            CollectionFiles files, PersistentCollection<?> collection, AbstractCollectionPersister persister) {
        if (files.columns().isGuarded() || collection.needsRecreate(persister)) {
            return any -> true;
        }
        WrittenElements written = new WrittenElements(new HashSet<>());
        Type type = persister.getElementType();
        Iterator<?> entries = collection.entries(persister);
        for (int i = 0; entries.hasNext(); i++) {
            Object entry = entries.next();
            if (collection.needsInserting(entry, i, type) || collection.needsUpdating(entry, i, type)) {
                files.slots().forEach(slot -> written.add(slot.read(collection.getElement(entry))));
            }
        }
        return written;
    }

    private void add(@Nullable FileRef file) {
        if (file != null) {
            FileRefAccess.location(file).ifPresent(files::add);
        }
    }

    @Override
    public boolean test(FileRef file) {
        return FileRefAccess.location(file).filter(files::contains).isPresent();
    }
}

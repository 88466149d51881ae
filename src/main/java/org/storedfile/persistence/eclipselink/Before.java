package org.storedfile.persistence.eclipselink;

import java.util.List;
import org.eclipse.persistence.internal.sessions.ObjectChangeSet;
import org.eclipse.persistence.internal.sessions.UnitOfWorkChangeSet;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.sessions.changesets.ChangeRecord;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;

/** What an entity held before the changes that are about to be written, as far as its unit of work knows. */
record Before(Object entity, EntityFiles files, UnitOfWorkImpl work) {
    /** Returns the file; null if there was none, or the row is not there yet. */
    @Nullable
    FileRef file(FileSlot slot) {
        if (work.isCloneNewObject(entity)) {
            return null;
        }
        Object copy = copy();
        return copy == null ? tracked(slot) : slot.read(copy);
    }

    /** Returns a copy of the entity as it was; null if the row is not there yet, or the class notes its changes. */
    @Nullable
    Object copy() {
        Object copy =
                work.isCloneNewObject(entity) ? null : work.getCloneMapping().get(entity);
        return copy == entity ? null : copy;
    }

    /** Tells whether the class notes its changes, and noted none of the attribute. */
    boolean isUnnoticed(String attribute) {
        return !work.isCloneNewObject(entity) && copy() == null && change(attribute) == null;
    }

    /** Tells whether the attribute is left out of what was loaded. */
    boolean isUnfetched(FileSlot slot) {
        return files.descriptor().hasFetchGroupManager()
                && !files.descriptor().getFetchGroupManager().isAttributeFetched(entity, slot.top());
    }

    // A woven class has no copy of what it was, but notes each change.
    private @Nullable FileRef tracked(FileSlot slot) {
        ChangeRecord change = change(slot.top());
        if (change == null) {
            return slot.read(entity);
        }
        List<?> embedded = slot.path().subList(1, slot.path().size());
        Object old = embedded.isEmpty()
                ? change.getOldValue()
                : FileSlot.follow(slot.path().subList(1, slot.path().size()), change.getOldValue());
        return old instanceof FileRef file ? file : null;
    }

    private @Nullable ChangeRecord change(String attribute) {
        if (!(work.getUnitOfWorkChangeSet() instanceof UnitOfWorkChangeSet all)) {
            return null;
        }
        @Nullable Object changes = all.getObjectChangeSetForClone(entity);
        return changes instanceof ObjectChangeSet of ? of.getChangesForAttributeNamed(attribute) : null;
    }
}

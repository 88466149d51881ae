package org.storedfile.persistence;

import org.storedfile.FileRef;

/**
 * A file that the flush of an entity meets and that may have to be stored.
 *
 * @param entity the entity that holds it, directly or in an embeddable or collection
 * @param isInsert whether the entity's row is inserted, so that no callback changes the entity any more
 */
public record PendingFile(FileRef file, FileAttribute attribute, Object entity, boolean isInsert) {
    /** Creates one whose row may be updated. */
    public PendingFile(FileRef file, FileAttribute attribute, Object entity) {
        this(file, attribute, entity, false);
    }
}

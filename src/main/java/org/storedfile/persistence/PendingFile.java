package org.storedfile.persistence;

import org.storedfile.FileRef;

/**
 * A file that the flush of an entity meets and that may have to be stored.
 *
 * @param entity the entity that holds it, directly or in an embeddable or collection
 */
public record PendingFile(FileRef file, FileAttribute attribute, Object entity) {}

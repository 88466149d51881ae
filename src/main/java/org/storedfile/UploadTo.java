package org.storedfile;

/** Decides the folder of a new file. Implementations are thread safe. */
@FunctionalInterface
public interface UploadTo {
    /**
     * Returns the folder, such as {@code covers/2026}, or an empty string for none. Called at flush, before any byte is
     * stored. A result that is no valid key fails the flush.
     */
    String folder(Upload upload);

    /**
     * What is known of a file before it is stored.
     *
     * @param entity the entity that holds the file, directly or in an embeddable or collection
     * @param attribute the attribute's path from the entity, such as {@code cover} or {@code details.scan}
     * @param fileName the name of the file as its source gave it, without folders; not cleaned
     */
    record Upload(Object entity, String attribute, String fileName) {}
}

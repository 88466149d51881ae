package org.storedfile.maintenance;

/**
 * One thing that is wrong.
 *
 * @param storage the storage's name; empty if the value names none
 * @param key the object's key, or the column's value if it is no key
 * @param where {@code Entity.attribute} that refers to it; empty if nothing does
 * @param size of the object in bytes; -1 if it is not known
 * @param detail what is wrong, in a sentence
 */
public record Finding(Problem problem, String storage, String key, String where, long size, String detail) {}

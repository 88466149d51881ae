package org.storedfile.storage.filesystem;

/**
 * What of a write or a removal has reached the disk when it returns, and so survives a crash of the machine or a loss of
 * power. A crash of the process alone loses nothing at any level. Costs are those of the project's own measurement, in
 * {@code it/bench/README.md}.
 */
public enum Durability {
    /**
     * The bytes and the file's name: promises that a committed row finds its file hold through a crash. A flush of
     * entities flushes each folder once; other writes to one folder at the same time share one flush of it.
     */
    FULL,

    /**
     * The bytes, but not the name: a committed row may lack its file, wholly, after a crash; a file that is there is
     * never truncated. Most file systems write the name with the bytes or a few seconds later, none promises it.
     */
    BYTES,

    /** Nothing: what was written in the last half minute may be missing, empty or truncated after a crash. */
    NONE
}

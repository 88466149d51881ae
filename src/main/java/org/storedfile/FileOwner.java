package org.storedfile;

/** A transaction that may store new files. For the persistence packages. */
public interface FileOwner {
    /** Tells whether the transaction has ended, so that another one may have its files. */
    boolean hasEnded();
}

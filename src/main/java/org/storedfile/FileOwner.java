package org.storedfile;

/** A transaction that may store new files. For the persistence packages. */
public interface FileOwner {
    /** Tells whether the transaction has ended and given back its files, so that another one may have them. */
    boolean hasEnded();
}

/**
 * What a change of a file attribute means: where a new file goes and under which key, what is stored and removed at
 * the end of a transaction, and the column's form. Uses Jakarta Persistence, {@code org.storedfile} and
 * {@code org.storedfile.storage}; knows no provider.
 */
@NullMarked
package org.storedfile.persistence;

import org.jspecify.annotations.NullMarked;

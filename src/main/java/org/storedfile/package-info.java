/**
 * What applications use: {@link org.storedfile.StoredFile @StoredFile} on an attribute of type
 * {@link org.storedfile.FileRef}, and {@link org.storedfile.StoredFiles}. Uses {@code org.storedfile.storage} and
 * Jakarta Persistence's exception.
 */
@NullMarked
package org.storedfile;

import org.jspecify.annotations.NullMarked;

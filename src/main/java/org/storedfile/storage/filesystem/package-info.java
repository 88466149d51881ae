/**
 * A storage in a folder. An object is a file whose path is its key; beside it, while it is written, lies a partial file
 * named after it. Uses the JDK alone.
 */
@NullMarked
package org.storedfile.storage.filesystem;

import org.jspecify.annotations.NullMarked;

/**
 * The storage SPI: keys, contents, what a storage must do and what it may do besides, and decorators. Uses the JDK
 * alone.
 */
@NullMarked
package org.storedfile.storage;

import org.jspecify.annotations.NullMarked;

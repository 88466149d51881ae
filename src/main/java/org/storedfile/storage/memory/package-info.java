/** A storage in memory, for tests and demonstrations. Uses the JDK alone. */
@NullMarked
package org.storedfile.storage.memory;

import org.jspecify.annotations.NullMarked;

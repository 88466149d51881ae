/** Holds the house to its drawing: who may import whom, names, the public API and what the README shows. */
@NullMarked
package org.storedfile.house;

import org.jspecify.annotations.NullMarked;

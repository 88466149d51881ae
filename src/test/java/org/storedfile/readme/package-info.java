/** The examples that the README quotes. */
@NullMarked
package org.storedfile.readme;

import org.jspecify.annotations.NullMarked;

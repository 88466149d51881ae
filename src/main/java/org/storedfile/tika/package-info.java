/** Media types as Apache Tika's core tells them. Uses the root package, and is the only one that uses Tika. */
@NullMarked
package org.storedfile.tika;

import org.jspecify.annotations.NullMarked;

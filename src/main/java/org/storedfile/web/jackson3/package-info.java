/** Files in JSON, written with Jackson 3. Uses {@code org.storedfile.web} and Jackson. */
@NullMarked
package org.storedfile.web.jackson3;

import org.jspecify.annotations.NullMarked;

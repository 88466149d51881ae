/** Files in JSON, written with Jackson 2. Uses {@code org.storedfile.web} and Jackson. */
@NullMarked
package org.storedfile.web.jackson;

import org.jspecify.annotations.NullMarked;

/** Files in JSON, written with JSON-B. Uses {@code org.storedfile.web} and Jakarta JSON Binding. */
@NullMarked
package org.storedfile.web.jsonb;

import org.jspecify.annotations.NullMarked;

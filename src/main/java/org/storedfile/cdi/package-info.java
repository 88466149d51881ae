/**
 * The wiring inside CDI: which storages there are, from beans and from configuration, what is injected, and what ends
 * with the container. Uses the root package, the storage SPI, {@code cdi.config} and CDI; no backend.
 */
@NullMarked
package org.storedfile.cdi;

import org.jspecify.annotations.NullMarked;

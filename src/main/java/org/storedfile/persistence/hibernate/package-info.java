/**
 * Hibernate's events in, the calls of {@code org.storedfile.persistence} out, and the type of the attribute. Found by
 * Hibernate through {@link java.util.ServiceLoader}; nothing is configured. The only importer of Hibernate and JTA.
 */
@NullMarked
package org.storedfile.persistence.hibernate;

import org.jspecify.annotations.NullMarked;

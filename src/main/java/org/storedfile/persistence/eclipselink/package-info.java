/**
 * EclipseLink's events in, the calls of {@code org.storedfile.persistence} out, and the form of the attribute. Named in
 * one property of the persistence unit. The only importer of EclipseLink; uses its public classes, and of the internal
 * ones those that its events hand out.
 */
@NullMarked
package org.storedfile.persistence.eclipselink;

import org.jspecify.annotations.NullMarked;

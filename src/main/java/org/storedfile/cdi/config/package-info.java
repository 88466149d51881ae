/**
 * Settings as MicroProfile Config gives them, where the runtime has it. Uses nothing else of the library, and is the
 * only package that uses MicroProfile Config.
 */
@NullMarked
package org.storedfile.cdi.config;

import org.jspecify.annotations.NullMarked;

/**
 * The command line for people who operate an application: {@code verify}, {@code sweep}, {@code copy}, {@code journal status}.
 * A program of its own beside the application, on the application's class path with picocli and Jackson. Uses
 * {@code maintenance} and whatever makes storages of settings; nobody imports it.
 */
@NullMarked
package org.storedfile.cli;

import org.jspecify.annotations.NullMarked;

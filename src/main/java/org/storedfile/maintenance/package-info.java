/**
 * What people do who operate an application with files: compare storages with the database, remove what nobody refers
 * to, and move files from one storage to another, all while the application runs. Uses the root package, the storage
 * SPI, what {@code persistence} tells of columns, and JDBC.
 */
@NullMarked
package org.storedfile.maintenance;

import org.jspecify.annotations.NullMarked;

package org.storedfile;

import java.util.Optional;
import org.storedfile.storage.Content;

/**
 * A file that a transaction is about to store. For the persistence packages.
 *
 * @param name as its source gave it
 * @param copyOf the stored file whose bytes it takes, if it is a copy
 */
public record NewFile(String name, Content content, Optional<FileLocation> copyOf) {}

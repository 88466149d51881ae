package org.storedfile.persistence;

import org.storedfile.FileLocation;
import org.storedfile.NewFile;

/** A new file whose key is made, and of which no byte is stored. */
record PlannedFile(PendingFile pending, NewFile file, FileLocation location) {}

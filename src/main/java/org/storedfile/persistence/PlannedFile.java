package org.storedfile.persistence;

import java.util.Optional;
import org.storedfile.FileLocation;
import org.storedfile.NewFile;

/** A new file whose key is made, and of which no byte is stored. */
record PlannedFile(PendingFile pending, NewFile file, Optional<PlannedImage> image, FileLocation location) {}

package org.storedfile.storage;

import java.nio.file.Path;

/** The ability to name the local file that holds an object's bytes. */
public interface LocalFiles {
    /** Returns where the object's bytes lie, or would lie: an absolute path. Read it; never write to it. */
    Path path(Key key);
}

package org.storedfile;

import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import org.storedfile.storage.Key;

/** What is written of a stored file: never its bytes. Key and storage are checked when it is read. */
record SerializedFileRef(String storage, String key) implements Serializable {
    private static final long serialVersionUID = 1;

    private Object readResolve() throws ObjectStreamException {
        try {
            return new FileRef(new FileState.Stored(new FileLocation(storage, Key.of(key))));
        } catch (IllegalArgumentException e) {
            InvalidObjectException invalid = new InvalidObjectException(e.getMessage());
            invalid.initCause(e);
            throw invalid;
        }
    }
}

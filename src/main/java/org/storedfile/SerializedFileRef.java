package org.storedfile;

import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.Map;
import org.storedfile.storage.Key;

/** What is written of a stored file: never its bytes. Key and storage are checked when it is read. */
record SerializedFileRef(String storage, String key) implements Serializable {
    private static final long serialVersionUID = 1;

    // Providers serialize attributes of types that they know nothing of, and would store this without a word.
    private static final Map<String, String> INTO_COLUMNS = Map.of(
            "org.apache.openjpa.util.Serialization", "OpenJPA is not supported",
            "org.eclipse.persistence.mappings.converters.SerializedObjectConverter",
                    "the unit lacks EclipseLink's property eclipselink.session.customizer for Stored File");

    static SerializedFileRef of(FileLocation location) throws NotSerializableException {
        String reason = StackWalker.getInstance()
                .walk(callers -> callers.map(StackWalker.StackFrame::getClassName)
                        .filter(INTO_COLUMNS::containsKey)
                        .findFirst()
                        .map(INTO_COLUMNS::get)
                        .orElse(""));
        if (!reason.isEmpty()) {
            throw new NotSerializableException(
                    "the file '" + location + "' would lie serialized in its column, not as a key: " + reason);
        }
        return new SerializedFileRef(location.storage(), location.key().value());
    }

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

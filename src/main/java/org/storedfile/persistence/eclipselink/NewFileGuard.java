package org.storedfile.persistence.eclipselink;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;
import org.jspecify.annotations.Nullable;
import org.storedfile.StoredFileException;

/** Looks at what every statement sends, so that no file that is not stored gets into a column or a query. */
final class NewFileGuard extends SessionEventAdapter {
    /**
     * Looks at one statement.
     *
     * @throws StoredFileException if a file would be sent that is not stored
     */
    @Override
    public void preExecuteCall(SessionEvent event) {
        if (FileConverter.hasNew() && event.getCall() instanceof DatabaseCall call) {
            newFile(call).ifPresent(name -> {
                throw new StoredFileException(
                        "the file '" + name + "' is not stored yet, so it has no key: it is stored"
                                + " when its entity is flushed, and cannot be a query parameter before; in an element collection"
                                + " it must be before the flush begins");
            });
        }
    }

    private static Optional<String> newFile(DatabaseCall call) {
        @Nullable List<?> parameters = call.getParameters();
        Stream<?> sent = parameters == null ? Stream.empty() : parameters.stream();
        return Stream.concat(sent, Stream.ofNullable(call.getSQLString()))
                .map(FileConverter::newFile)
                .flatMap(Optional::stream)
                .findFirst();
    }
}

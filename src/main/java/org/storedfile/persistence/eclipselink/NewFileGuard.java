package org.storedfile.persistence.eclipselink;

import java.util.List;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;
import org.jspecify.annotations.Nullable;
import org.storedfile.StoredFileException;

/** Looks at what every statement sends, so that no file that is not stored gets into a column or a query. */
final class NewFileGuard extends SessionEventAdapter {
    @Override
    public void preExecuteCall(SessionEvent event) {
        if (FileConverter.hasNew() && event.getCall() instanceof DatabaseCall call && sendsNew(call)) {
            throw new StoredFileException("a file that is not stored yet cannot be sent to the database: it is stored"
                    + " when its entity is flushed, and cannot be a query parameter before; in an element collection it"
                    + " must be there before the flush begins");
        }
    }

    private static boolean sendsNew(DatabaseCall call) {
        @Nullable List<?> parameters = call.getParameters();
        if (parameters != null && parameters.stream().anyMatch(FileConverter::isNew)) {
            return true;
        }
        @Nullable String sql = call.getSQLString();
        return sql != null && FileConverter.mentionsNew(sql);
    }
}

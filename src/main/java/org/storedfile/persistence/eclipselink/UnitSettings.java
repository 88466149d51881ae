package org.storedfile.persistence.eclipselink;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;

/** What a persistence unit says of itself, in the names of its properties. */
final class UnitSettings {
    private static final String VALIDATION_MODE = "jakarta.persistence.validation.mode";

    private UnitSettings() {}

    /** Returns the unit's properties; the mode of validation as EclipseLink applies it, wherever it was said. */
    static Map<String, ?> of(UnitOfWorkImpl work) {
        AbstractSession session = unit(work);
        Map<String, Object> settings = new HashMap<>(session.getProperties());
        if (!isValidated(session)) {
            settings.put(VALIDATION_MODE, "none");
        }
        return settings;
    }

    // An element of persistence.xml is no property, but decides whether EclipseLink listens to validate.
    private static boolean isValidated(AbstractSession session) {
        return session.getDescriptors().values().stream()
                .anyMatch(descriptor -> descriptor.hasEventManager()
                        && descriptor.getEventManager().hasInternalEventListeners());
    }

    /** Returns the session that all others of the unit come from. */
    static AbstractSession unit(AbstractSession session) {
        AbstractSession unit = session;
        for (AbstractSession parent = unit.getParent(); parent != null; parent = unit.getParent()) {
            unit = parent;
        }
        return unit;
    }
}

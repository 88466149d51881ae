package org.storedfile.persistence.eclipselink;

import jakarta.persistence.spi.PersistenceUnitInfo;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.eclipse.persistence.internal.jpa.EntityManagerFactoryProvider;
import org.eclipse.persistence.internal.jpa.EntityManagerSetupImpl;
import org.eclipse.persistence.sessions.Session;

/** The name that persistence.xml gives a unit, of which its session does not know. */
final class UnitName {
    private static final System.Logger LOG = System.getLogger(UnitName.class.getName());

    private UnitName() {}

    static String of(Session session) {
        try {
            return told(session).orElseGet(() -> guessed(session));
        } catch (LinkageError e) {
            LOG.log(Level.DEBUG, "the server hides EclipseLink's factories from the application", e);
            return guessed(session);
        }
    }

    private static Optional<String> told(Session session) {
        return Optional.ofNullable(
                        EntityManagerFactoryProvider.getEmSetupImpls().get(session.getName()))
                .map(EntityManagerSetupImpl::getPersistenceUnitInfo)
                .map(PersistenceUnitInfo::getPersistenceUnitName);
    }

    // Unless a setting names it, a session is named after the place of persistence.xml and the unit.
    private static String guessed(Session session) {
        String name = String.valueOf(session.getName());
        return name.substring(name.lastIndexOf('_') + 1);
    }
}

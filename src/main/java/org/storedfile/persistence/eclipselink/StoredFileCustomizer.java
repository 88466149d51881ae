package org.storedfile.persistence.eclipselink;

import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * Adds files to a persistence unit of EclipseLink, which finds it by one property of the unit:
 *
 * <pre>{@code
 * <property name="eclipselink.session.customizer" value="org.storedfile.persistence.eclipselink.StoredFileCustomizer"/>
 * }</pre>
 *
 * <p>A unit that has a customizer of its own calls {@link #customize} from it. Nothing else is configured: neither
 * {@link org.storedfile.persistence.FileRefConverter} nor a listener need be listed. Thread safe.
 */
public final class StoredFileCustomizer implements SessionCustomizer {
    /** Made by EclipseLink. */
    public StoredFileCustomizer() {}

    /**
     * Sets the form of all attributes of type {@link org.storedfile.FileRef}, and listens to the session. What
     * annotations say is checked when the session logs in, and a fault keeps the unit from starting.
     */
    @Override
    public void customize(Session session) {
        MappedFiles mapped = new MappedFiles();
        session.getEventManager().addListener(new LoginListener(mapped));
        if (FileMappings.convert(session.getDescriptors().values())) {
            session.getEventManager().addListener(new FlushListener(mapped));
            session.getEventManager().addListener(new LocalTransactions());
            session.getEventManager().addListener(new JtaTransactions());
            session.getEventManager().addListener(new NewFileGuard());
        }
    }
}

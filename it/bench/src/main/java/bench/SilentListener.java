package bench;

import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.FlushEntityEventListener;
import org.hibernate.integrator.spi.Integrator;

/** Gives the unit with String columns a listener of the flush that does nothing, as whoever looks at each entity must. */
public final class SilentListener implements Integrator {
    @Override
    public void integrate(Metadata metadata, BootstrapContext context, SessionFactoryImplementor factory) {
        if (metadata.getEntityBinding(PlainAlbum.class.getName()) != null) {
            FlushEntityEventListener silent = event -> {};
            factory.getServiceRegistry()
                    .requireService(EventListenerRegistry.class)
                    .appendListeners(EventType.FLUSH_ENTITY, silent);
        }
    }
}

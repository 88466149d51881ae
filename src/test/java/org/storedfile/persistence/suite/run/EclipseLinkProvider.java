package org.storedfile.persistence.suite.run;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.spi.PersistenceUnitInfo;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.NamingException;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.storedfile.persistence.eclipselink.StoredFileCustomizer;

/** EclipseLink with its shared cache on, as it is by default, and the one property that Stored File needs. */
final class EclipseLinkProvider implements Provider {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Override
    public EntityManagerFactory start(Definition unit) {
        Map<String, Object> settings = new HashMap<>(unit.settings());
        settings.putIfAbsent("eclipselink.session.customizer", StoredFileCustomizer.class.getName());
        settings.put("jakarta.persistence.schema-generation.database.action", "create");
        settings.put("eclipselink.session-name", "suite" + NUMBER.incrementAndGet());
        settings.put("eclipselink.weaving", System.getProperty("storedfile.test.weaving", "false"));
        settings.put("eclipselink.logging.level", System.getProperty("storedfile.test.logging", "OFF"));
        settings.put("eclipselink.target-server", unit.jta() ? "JBoss" : "None");
        if (Database.isPostgres()) {
            settings.put("eclipselink.target-database", IdentityPlatform.class.getName());
        }
        bindNames();
        EntityManagerFactory factory =
                new PersistenceProvider().createContainerEntityManagerFactory(info(unit), settings);
        try {
            // The first one starts the unit, and makes the tables.
            factory.createEntityManager().close();
        } catch (RuntimeException e) {
            factory.close();
            throw e;
        }
        unit.sql().clear();
        return factory;
    }

    @Override
    public void connected(EntityManager em, Connected work) throws SQLException {
        work.run(em.unwrap(Connection.class));
    }

    /** What EclipseLink writes for identity columns is of H2 1. */
    @Override
    public String h2Options() {
        return ";MODE=LEGACY";
    }

    private static void bindNames() {
        try {
            Names.bind();
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PersistenceUnitInfo info(Definition unit) {
        PersistenceUnitInfo info =
                new UnitInfo(unit.managed(), unit.source().logging(unit.sql()::add), unit.jta(), unit.loader()).proxy();
        return (PersistenceUnitInfo) Proxy.newProxyInstance(
                EclipseLinkProvider.class.getClassLoader(),
                new Class<?>[] {PersistenceUnitInfo.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getPersistenceProviderClassName" -> PersistenceProvider.class.getName();
                    case "getPersistenceUnitRootUrl" -> EclipseLinkProvider.class.getResource(".");
                    case "getSharedCacheMode" -> jakarta.persistence.SharedCacheMode.UNSPECIFIED;
                    default -> method.invoke(info, arguments);
                });
    }
}

package org.storedfile.persistence.suite.run;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The provider that the suite runs against; which one, {@code -Dstoredfile.test.provider} says. */
interface Provider {
    /** What a unit is made of. */
    record Definition(
            List<String> managed,
            ForwardingDataSource source,
            boolean jta,
            ClassLoader loader,
            Map<String, Object> settings,
            SqlLog sql) {}

    EntityManagerFactory start(Definition definition);

    /** Does something on the connection of the entity manager's transaction. */
    void connected(EntityManager em, Connected work) throws SQLException;

    /** Returns what stands at the end of the address of an H2 database. */
    default String h2Options() {
        return "";
    }

    /** Each one is loaded only in a run that has it. */
    static Provider current() {
        return isEclipseLink() ? new EclipseLinkProvider() : new HibernateProvider();
    }

    static boolean isEclipseLink() {
        return System.getProperty("storedfile.test.provider", "hibernate").equals("eclipselink");
    }
}

package org.storedfile.persistence.suite.run;

import java.util.Hashtable;
import java.util.Map;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.NamingManager;

/** The names that a server has in JNDI. */
public final class Names {
    private static final Map<String, Object> BOUND = Map.of(
            "java:jboss/TransactionManager",
            Narayana.manager(),
            "java:comp/TransactionSynchronizationRegistry",
            new com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple());

    private Names() {}

    /** Makes them known, once in this JVM. */
    public static synchronized void bind() throws NamingException {
        if (!NamingManager.hasInitialContextFactoryBuilder()) {
            NamingManager.setInitialContextFactoryBuilder(settings -> Names::context);
        }
    }

    private static Context context(Hashtable<?, ?> settings) throws NamingException {
        return new InitialContext(true) {
            @Override
            public Object lookup(String name) throws NamingException {
                if (!BOUND.containsKey(name)) {
                    throw new NameNotFoundException(name);
                }
                return BOUND.get(name);
            }
        };
    }
}

package org.storedfile.persistence.suite.run;

import org.hibernate.context.spi.CurrentTenantIdentifierResolver;

/** The tenant of this thread. */
public final class SettableTenant implements CurrentTenantIdentifierResolver<String> {
    private static final ThreadLocal<String> CURRENT = ThreadLocal.withInitial(() -> "one");

    /** Makes another one current. */
    public static void set(String tenant) {
        CURRENT.set(tenant);
    }

    @Override
    public String resolveCurrentTenantIdentifier() {
        return CURRENT.get();
    }

    @Override
    public boolean validateExistingCurrentSessions() {
        return false;
    }
}

package org.storedfile.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.storedfile.UploadTo;

/** Asks a bean for the folder, so that it works only if CDI made it. */
@ApplicationScoped
class TenantFolder implements UploadTo {
    @Inject
    private Tenant tenant;

    @Override
    public String folder(Upload upload) {
        return tenant.name() + "/" + upload.attribute();
    }

    /** Knows whose files these are. */
    @ApplicationScoped
    static class Tenant {
        String name() {
            return "acme";
        }
    }
}

package org.storedfile.persistence.hibernate;

import org.hibernate.boot.model.TypeContributions;
import org.hibernate.boot.model.TypeContributor;
import org.hibernate.service.ServiceRegistry;

/** Tells Hibernate how an attribute of type {@link org.storedfile.FileRef} is mapped. */
public final class StoredFileTypeContributor implements TypeContributor {
    @Override
    public void contribute(TypeContributions contributions, ServiceRegistry registry) {
        contributions.contributeJavaType(new FileRefJavaType());
    }
}

package org.storedfile.persistence.eclipselink;

import org.eclipse.persistence.descriptors.DescriptorEvent;
import org.eclipse.persistence.descriptors.DescriptorEventAdapter;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;

/**
 * Notes which rows of one entity class come to hold a file and which give one up, and stores late files before their
 * row is written.
 */
final class RowListener extends DescriptorEventAdapter {
    private static final String CHANGES = RowListener.class.getName();

    private final EntityFiles files;

    RowListener(EntityFiles files) {
        this.files = files;
    }

    @Override
    public void aboutToInsert(DescriptorEvent event) {
        if (isOurs(event)) {
            RowChange row = row(event);
            row.storeLate(event.getRecord());
            row.inserted();
            new CollectionChange(row).inserted();
        }
    }

    @Override
    public void aboutToUpdate(DescriptorEvent event) {
        if (isOurs(event)) {
            RowChange row = row(event);
            if (row.work().isObjectDeleted(event.getSource())) {
                row.keepAsItWas(event.getRecord());
            } else {
                row.storeLate(event.getRecord());
                row.updated(event.getRecord());
            }
        }
    }

    /** Looks at collections while their rows are as they were. */
    @Override
    public void preUpdateWithChanges(DescriptorEvent event) {
        if (isOurs(event) && !files.collections().isEmpty()) {
            CollectionChange change = new CollectionChange(row(event));
            change.updating();
            event.getQuery().setProperty(CHANGES, change);
        }
    }

    @Override
    public void postUpdate(DescriptorEvent event) {
        if (isOurs(event) && event.getQuery().getProperty(CHANGES) instanceof CollectionChange change) {
            change.updated();
            event.getQuery().removeProperty(CHANGES);
        }
    }

    @Override
    public void preDelete(DescriptorEvent event) {
        if (isOurs(event)) {
            RowChange row = row(event);
            row.deleted();
            new CollectionChange(row).deleted();
        }
    }

    // Listeners of a superclass hear of its subclasses, too, which have their own.
    private boolean isOurs(DescriptorEvent event) {
        return event.getSession() instanceof UnitOfWorkImpl
                && event.getSession().getDescriptor(event.getSource()) == files.descriptor();
    }

    private RowChange row(DescriptorEvent event) {
        return new RowChange(files, event.getSource(), (UnitOfWorkImpl) event.getSession());
    }
}

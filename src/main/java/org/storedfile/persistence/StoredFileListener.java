package org.storedfile.persistence;

import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreUpdate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.storedfile.DeclaredVariants;

/**
 * A plain entity listener for providers that Stored File does not integrate with; to be named with
 * {@code @EntityListeners(StoredFileListener.class)} or as a default listener in {@code orm.xml}, together with
 * {@link FileRefConverter}. Where Hibernate has its integration, this listener does nothing.
 *
 * <p>It does what callbacks allow, and refuses the rest instead of losing a file:
 *
 * <ul>
 *   <li>New files are stored before an insert or update in a JTA transaction that
 *       {@code java:comp/TransactionSynchronizationRegistry} shows, and removed again if it rolls back. Without one, in
 *       a resource-local unit too, a new file is refused, and nothing is stored; files that are stored already can be
 *       loaded, read and saved.
 *   <li>Some providers read an attribute before they call its listener; EclipseLink does so for updates of entities
 *       that are not woven, and after changes to an entity that was persisted and not flushed. {@link FileRefConverter}
 *       then refuses the new file, and no row is written.
 *   <li>What a row was loaded with and gives up, by an update or by its removal, is removed after the commit. Without a
 *       JTA transaction it stays, and a warning names it. The commit is the one that the transaction manager reports:
 *       unlike the integration with Hibernate this listener cannot read the row again to make sure.
 *   <li>Files that leave an element collection, or whose entity is removed, stay: callbacks do not tell which ones a
 *       collection had. A warning names those that are loaded.
 *   <li>Bulk statements call no listener: new files are refused, old ones stay.
 *   <li>Constraints on files are validated with the standard validator and the group {@code Default}, whatever the unit
 *       says of validation.
 * </ul>
 *
 * <p>A resource-local unit must not be used inside a JTA transaction of others, because the listener would take that one
 * for its own. Files are found in fields, whatever the access type; an annotation may stand on the field or the getter
 * of the same name. Thread safe.
 */
public class StoredFileListener {
    private final Map<Class<?>, List<ReflectedFile>> types = new ConcurrentHashMap<>();
    private final KnownFiles known = new KnownFiles();
    private final DeclaredVariants variants = new DeclaredVariants();

    /** Made by the provider. */
    public StoredFileListener() {
        variants.run(); // Until the provider forgets this listener, which does not learn when the unit closes.
    }

    /** Remembers what the row holds. */
    @PostLoad
    void loaded(Object entity) {
        List<ReflectedFile> files = files(entity);
        if (!files.isEmpty()) {
            known.put(entity, KnownFiles.read(files, entity));
        }
    }

    /** Stores the files of a new row. */
    @PrePersist
    void persisting(Object entity) {
        List<ReflectedFile> files = files(entity);
        // Known from before is only what a rolled-back transaction did.
        write(entity, new EntityChange(entity, files, KnownFiles.none(files)));
    }

    /** Stores the new files of a row. */
    @PreUpdate
    void updating(Object entity) {
        write(entity, change(entity, files(entity)));
    }

    /** Notes what has changed since the row was prepared. */
    @PostPersist
    @PostUpdate
    void written(Object entity) {
        List<ReflectedFile> files = files(entity);
        if (!files.isEmpty()) {
            known.put(entity, change(entity, files).compare());
        }
    }

    /** Has the files of a removed row removed after the commit. */
    @PostRemove
    void removed(Object entity) {
        List<ReflectedFile> files = files(entity);
        if (!files.isEmpty()) {
            change(entity, files).remove();
            known.put(entity, KnownFiles.none(files));
        }
    }

    private void write(Object entity, EntityChange change) {
        if (!change.isEmpty()) {
            change.store();
            known.put(entity, change.compare());
        }
    }

    private EntityChange change(Object entity, List<ReflectedFile> files) {
        return new EntityChange(entity, files, known.of(entity));
    }

    private List<ReflectedFile> files(Object entity) {
        Class<?> type = entity.getClass();
        return IntegratedEntities.contains(type)
                ? List.of()
                : types.computeIfAbsent(type, any -> ReflectedFiles.of(any, variants));
    }
}

package org.storedfile.persistence;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;

/** One callback of an entity: what is stored, and what is told to the transaction if one can be seen. */
final class EntityChange {
    private static final Logger LOGGER = System.getLogger(StoredFileListener.class.getName());

    private final Object entity;
    private final List<ReflectedFile> files;
    private final Map<ReflectedFile, Optional<FileRef>> before;
    private final Set<ReflectedFile> stored = new HashSet<>();
    private Optional<TransactionFiles> transaction = Optional.empty();

    /**
     * Starts.
     *
     * @param before what the row holds, as far as it is known
     */
    EntityChange(Object entity, List<ReflectedFile> files, Map<ReflectedFile, Optional<FileRef>> before) {
        this.entity = entity;
        this.files = files;
        this.before = before;
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** Stores new files and describes all that changed, before the provider writes the row. */
    void store() {
        List<PendingFile> pending = new ArrayList<>();
        List<Runnable> afterwards = new ArrayList<>();
        for (ReflectedFile file : files) {
            for (ReflectedFile.Place place : file.places(entity)) {
                plan(file, place, pending, afterwards);
            }
        }
        if (!pending.isEmpty()) {
            transaction().orElseThrow(() -> refusal(pending.get(0))).store(pending);
        }
        afterwards.forEach(Runnable::run);
    }

    /** Tells the transaction how the row differs from what it was, and returns what it holds now. */
    Map<ReflectedFile, Optional<FileRef>> compare() {
        Map<ReflectedFile, Optional<FileRef>> now = KnownFiles.read(files, entity);
        now.forEach((file, value) -> {
            Optional<FileRef> old = before.get(file);
            if (old == null) {
                value.ifPresent(this::keep);
            } else if (!old.equals(value) || stored.contains(file)) {
                value.ifPresent(ref -> seen().held(ref, holder(file)));
                old.filter(ref -> !value.equals(Optional.of(ref)))
                        .ifPresent(ref -> gone(ref, file, file.attribute().onReplace()));
            }
        });
        return now;
    }

    /** Has what the row held removed after the commit; what it is not known to have held stays. */
    void remove() {
        for (ReflectedFile file : files) {
            Optional<FileRef> held = before.get(file);
            if (held != null) {
                held.ifPresent(ref -> gone(ref, file, file.attribute().onRemove()));
            } else {
                file.places(entity).forEach(place -> warn(place.file(), file, "it is not known to be this row's own"));
            }
        }
    }

    private void plan(
            ReflectedFile file, ReflectedFile.Place place, List<PendingFile> pending, List<Runnable> afterwards) {
        FileRef ref = place.file();
        if (ref != null && !ref.isStored()) {
            stored.add(file);
            pending.add(new PendingFile(ref, file.attribute(), entity));
            afterwards.add(() -> file.describe(place, seen().metadata(ref, file.attribute())));
            if (file.isCollection()) {
                afterwards.add(() -> seen().held(ref, holder(file)));
            }
        } else if (file.isCollection()) {
            afterwards.add(() -> keep(ref));
        } else if (hasChanged(file, ref) && !file.siblings().isEmpty()) {
            afterwards.add(() -> file.describe(place, ref == null ? null : seen().metadata(ref, file.attribute())));
        }
    }

    private boolean hasChanged(ReflectedFile file, @Nullable FileRef now) {
        Optional<FileRef> old = before.get(file);
        return old != null && !Objects.equals(old.orElse(null), now);
    }

    private void keep(@Nullable FileRef ref) {
        if (ref != null && ref.isStored()) {
            transaction().ifPresent(files -> files.keep(ref));
        }
    }

    private void gone(FileRef ref, ReflectedFile file, Retention retention) {
        if (ref.isStored() && transaction().isPresent()) {
            seen().gone(ref, holder(file), retention);
        } else {
            warn(ref, file, "no JTA transaction can be seen, so nobody says whether this one commits");
        }
    }

    private void warn(@Nullable FileRef ref, ReflectedFile file, String reason) {
        Optional<FileLocation> location = Optional.ofNullable(ref).flatMap(FileRefAccess::location);
        location.ifPresent(kept -> LOGGER.log(
                Level.WARNING, "{0} gave up ''{1}'', which stays in its storage: {2}", file.attribute(), kept, reason));
    }

    private Optional<TransactionFiles> transaction() {
        if (transaction.isEmpty()) {
            transaction = CurrentTransaction.find(StoredFiles.current());
        }
        return transaction;
    }

    // Without a transaction stored files can still be looked up and described.
    private TransactionFiles seen() {
        return transaction().orElseGet(() -> new TransactionFiles(StoredFiles.current(), Unseen.TRANSACTION));
    }

    // The row is not read again: a plain listener has no way to.
    private Holder holder(ReflectedFile file) {
        String name = file.attribute().toString();
        return new Holder() {
            @Override
            public Set<FileLocation> held() {
                return Set.of();
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    private static StoredFileException refusal(PendingFile pending) {
        return new StoredFileException("the file '" + pending.file().name() + "' of " + pending.attribute()
                + " cannot be stored: there is no JTA transaction, or none that " + CurrentTransaction.NAME
                + " shows, so nobody would remove it after a rollback: save the entity in a JTA transaction, or with"
                + " Hibernate");
    }

    private enum Unseen implements TransactionFiles.Lifecycle {
        TRANSACTION;

        @Override
        public boolean isLost() {
            return false;
        }

        @Override
        public boolean isConfirmedAfterCommit() {
            return false;
        }

        @Override
        public void checkAgain() {
            // Its completion is never checked.
        }
    }
}

package org.storedfile.persistence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.storedfile.DerivedKeys;
import org.storedfile.FileLocation;
import org.storedfile.FileOwner;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.NewFile;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.storage.StoredObject;

/**
 * The files of one transaction: what it stored, which attributes came to hold a key and which gave one up, and what
 * its end means. A provider reports changes while it flushes, and the end once; it may end on another thread while a
 * file is being stored. Thread safe.
 */
public final class TransactionFiles implements FileOwner {
    private final StoredFiles files;
    private final UploadPlan plan;
    private final Removal removal;
    private final KeyLedger ledger = new KeyLedger();
    private final List<FileRef> claimed = new ArrayList<>();
    private final Map<FileLocation, FileMetadata> metadata = new HashMap<>();
    private final Lifecycle lifecycle;
    private final List<FileRef> existing = new ArrayList<>();
    private final JournalParts journals = new JournalParts();
    // Those of which rows were asked while their session had its connection.
    private final Set<FileLocation> confirmed = new HashSet<>();
    private int uploads;
    private boolean isBroken;
    private volatile @Nullable Outcome outcome;
    private volatile boolean isSettled;
    private boolean isChecked;

    /** What a provider tells of its transaction and does for it. */
    public interface Lifecycle {
        /** Tells whether the transaction is over although nobody reported its end, because its commit failed. */
        boolean isLost();

        /**
         * Tells whether rows that gave up a file are read again after the commit instead of before it, because a
         * reported commit may be none.
         */
        boolean isConfirmedAfterCommit();

        /** Has {@link #beforeCompletion} called once more, because something changed after it was. */
        void checkAgain();
    }

    /** Starts with nothing stored. The storages are kept, because the thread that ends a transaction may have no CDI. */
    public TransactionFiles(StoredFiles files, Lifecycle lifecycle) {
        this.files = files;
        this.lifecycle = lifecycle;
        this.plan = new UploadPlan(files);
        this.removal = new Removal(files);
    }

    /**
     * Stores those of the files that are new, side by side. All are checked before the first byte is stored; those that
     * this transaction stored before are passed over. Returns or throws when all uploads have ended. The first failure
     * gives up the rest; what was stored goes when the transaction ends, unless an attribute holds it then. So does an
     * interruption of this thread while it waits, and its flag stays set.
     *
     * @throws StoredFileException if one cannot be stored; the message names entity, attribute and file
     * @throws RuntimeException what the application's {@link org.storedfile.FileRules} throw
     */
    public void store(List<PendingFile> pending) {
        store(pending, Map.of(), Optional.empty());
    }

    /**
     * Stores those of the files that are new, as {@link #store(List)} does.
     *
     * @param settings those of the persistence unit, which say whether and how entities are validated
     * @param database the one that has the unit's rows, and may have a journal
     */
    public void store(List<PendingFile> pending, Map<String, ?> settings, Optional<TransactionDatabase> database) {
        IdentityHashMap<FileRef, NewFile> claims = new IdentityHashMap<>();
        List<PendingFile> fresh = new ArrayList<>();
        for (PendingFile file : pending) {
            NewFile claim = claim(file.file());
            // One that two attributes hold is stored once, and refused before completion if both still hold it.
            if (claim != null && claims.put(file.file(), claim) == null) {
                fresh.add(file);
            }
        }
        if (!fresh.isEmpty()) {
            store(fresh, claims, CheckedFiles.check(files, fresh, settings), database);
        }
    }

    private void store(
            List<PendingFile> fresh,
            IdentityHashMap<FileRef, NewFile> claims,
            CheckedFiles checked,
            Optional<TransactionDatabase> database) {
        List<PlannedFile> planned = new ArrayList<>();
        begun(1);
        try (ImageLook look = new ImageLook(files)) {
            for (PendingFile file : fresh) {
                NewFile claim = Objects.requireNonNull(claims.get(file.file()));
                ImageLook.Seen seen = look.look(file, checked.watched(file, claim));
                checked.named(file, claim, seen.file());
                planned.add(plan.plan(file, seen.file(), seen.image()));
            }
            upload(planned, database.flatMap(unit -> intend(planned, unit)));
        } catch (RuntimeException e) {
            throw checked.explained(e);
        } finally {
            begun(-1);
        }
    }

    private void upload(List<PlannedFile> planned, Optional<JournalParts.Part> part) {
        try {
            new Uploads(files, this, planned).run();
        } catch (RuntimeException | Error e) {
            try {
                written(planned, part);
            } catch (RuntimeException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
        written(planned, part);
    }

    private static void written(List<PlannedFile> planned, Optional<JournalParts.Part> part) {
        part.ifPresent(joined -> joined.written(locations(planned)));
    }

    private static List<FileLocation> locations(List<PlannedFile> planned) {
        return planned.stream().map(PlannedFile::location).toList();
    }

    // Not within the monitor: a transaction manager may end the transaction meanwhile.
    private Optional<JournalParts.Part> intend(List<PlannedFile> planned, TransactionDatabase database) {
        List<FileLocation> locations = locations(planned);
        Optional<JournalParts.Part> part;
        synchronized (this) {
            requireActive();
            part = journals.join(database, locations);
            part.ifPresent(joined -> {
                joined.intending(locations);
                locations.forEach(ledger::created);
            });
        }
        part.ifPresent(joined -> joined.intend(locations));
        return part;
    }

    /** Notes that a provider begins one more flush, and so that the application may have done anything before it. */
    public synchronized void flushBegins() {
        journals.flushBegins();
    }

    private synchronized void begun(int number) {
        uploads += number;
    }

    /**
     * Notes that an attribute holds a file that it did not hold before. A file that this transaction did not store is
     * looked up once.
     *
     * @throws StoredFileException if its storage does not have it, or its key is that of a variant, which a column got by
     *     SQL
     */
    public void held(FileRef file, Holder holder) {
        FileLocation location = former(file, holder);
        DerivedKeys.requireNone(location, ", now in " + holder + ",");
        FileRefAccess.requireNoOther(file, this);
        boolean isKnown;
        Optional<Long> known;
        Optional<JournalParts.Part> journal = Optional.empty();
        synchronized (this) {
            requireActive();
            isKnown = ledger.isCreated(location) || ledger.isHeld(location);
            ledger.held(location, holder);
            changed(location);
            known = FileRefAccess.broughtIn(file);
            if (known.isPresent()) {
                ledger.existing(location);
                existing.add(file);
                journal = holder.database()
                        .flatMap(database -> journals.join(database, Set.of(location)))
                        .filter(part -> journals.isAnswering(part, location));
            }
        }
        // Asked once: another transaction's commit may give the file to a row meanwhile.
        journal.ifPresent(part -> part.bringBack(location, known.orElseThrow()));
        if (!isKnown) {
            requireFound(location, holder);
        }
    }

    /** Tells whether this transaction stored the file, and no attribute was noted to hold it. */
    public synchronized boolean isUnnoted(FileRef file) {
        return FileRefAccess.isClaimedBy(file, this) && !ledger.isHeld(location(file));
    }

    /**
     * Notes that an attribute no longer holds a file.
     *
     * @param retention what the attribute says of it
     */
    public synchronized void gone(FileRef file, Holder holder, Retention retention) {
        requireActive();
        FileLocation location = former(file, holder);
        ledger.gone(location, holder, retention);
        holder.database().ifPresent(database -> journals.join(database, Set.of(location)));
        changed(location);
    }

    /** Notes that an attribute whose changes are not seen may hold a file, so that this transaction's commit keeps it. */
    public synchronized void keep(FileRef file) {
        requireActive();
        ledger.pinned(location(file));
    }

    /**
     * Returns what sibling attributes receive of a stored file; the storage is asked if it was not stored here.
     *
     * @param attribute that has the file now, for messages
     * @throws StoredFileException if its storage does not have it, or cannot be asked
     */
    public FileMetadata metadata(FileRef file, FileAttribute attribute) {
        FileLocation location = location(file);
        FileMetadata known;
        synchronized (this) {
            known = metadata.get(location);
        }
        return known != null
                ? known
                : found(location, FileRefAccess.originalName(file).orElseThrow(), attribute);
    }

    /**
     * Checks, before the commit begins, what the transaction did.
     *
     * @throws StoredFileException if two attributes would hold one file; the transaction must be rolled back
     */
    public synchronized void beforeCompletion() {
        ledger.forgetUnwritten();
        ledger.sharedKey().ifPresent(fault -> {
            throw new StoredFileException(fault);
        });
        // What a journal removes is removed by anybody, as soon as the commit is there to be seen.
        ledger.confirmRemovals(
                location -> !confirmed.contains(location)
                        && (!lifecycle.isConfirmedAfterCommit() || journals.has(location)),
                AskedRows::now);
        ledger.confirmHistory(location -> !confirmed.contains(location));
        journals.beforeCompletion(ledger.givenUp());
        isChecked = true;
    }

    /**
     * Does in one database what {@link #beforeCompletion()} does in all, because its session gives up its connection
     * before that, and servers need not give it another one in the transaction.
     */
    public synchronized void beforeCompletion(TransactionDatabase ending) {
        ledger.forgetUnwritten();
        Predicate<FileLocation> isOfEnding = location -> journals.isOf(location, ending);
        ledger.confirmRemovals(isOfEnding, AskedRows::now);
        ledger.confirmHistory(isOfEnding);
        ledger.unheld().filter(isOfEnding).forEach(confirmed::add);
        journals.beforeCompletion(ledger.givenUp(), ending);
    }

    /**
     * Ends the transaction: removes from the storages what nobody holds any more, or nothing if the outcome is not
     * known. A failure to remove is logged and never thrown. Ending twice does nothing.
     */
    public void end(Outcome how) {
        Set<FileLocation> obsolete;
        boolean isQuiet;
        synchronized (this) {
            if (outcome != null) {
                return;
            }
            outcome = how;
            if (how == Outcome.COMMITTED && lifecycle.isConfirmedAfterCommit()) {
                ledger.confirmRemovals(location -> !journals.has(location), AskedRows::committed);
            }
            isQuiet = uploads == 0 && !isBroken;
            obsolete = ledger.toDelete(how);
            claimed.forEach(file -> settle(file, how, obsolete));
            if (how == Outcome.COMMITTED) {
                existing.stream()
                        .filter(file -> ledger.isAdopted(location(file)))
                        .forEach(FileRefAccess::adopted);
            }
            isSettled = true;
        }
        removal.remove(journals.end(how, obsolete, isQuiet));
        if (how == Outcome.UNKNOWN) {
            removal.keep(ledger.inDoubt());
        }
    }

    /** Tells whether the transaction has ended; one that is lost ends with an unknown outcome by this question. */
    @Override
    public boolean hasEnded() {
        if (outcome == null && lifecycle.isLost()) {
            end(Outcome.UNKNOWN);
        }
        return isSettled;
    }

    /** Tells whether the transaction has ended, so that an upload that is under way is in vain. */
    boolean isOver() {
        return outcome != null;
    }

    /** Notes that bytes are about to be written there. */
    synchronized void storing(FileLocation location) {
        requireActive();
        ledger.created(location);
    }

    /** Notes that an upload failed, of which the storage may still be at work: a late answer, a part that was on its way. */
    synchronized void broken() {
        isBroken = true;
    }

    /** Removes what an upload wrote that ended after the transaction. */
    void removeLate(FileLocation location) {
        if (!journals.removeLate(location)) {
            removal.remove(Set.of(location));
        }
    }

    /** Gives the file its place. */
    synchronized void stored(PlannedFile planned, FileWriter.Written written) {
        requireActive();
        FileLocation location = planned.location();
        metadata.put(location, written.metadata());
        FileRefAccess.stored(planned.pending().file(), this, location.storage(), written.object());
    }

    // Another session of the same transaction may flush after the check.
    private void changed(FileLocation location) {
        confirmed.remove(location);
        if (isChecked) {
            isChecked = false;
            lifecycle.checkAgain();
        }
    }

    private synchronized @Nullable NewFile claim(FileRef file) {
        requireActive();
        NewFile claim = FileRefAccess.claim(file, this);
        if (claim != null) {
            claimed.add(file);
        }
        return claim;
    }

    private void requireActive() {
        if (outcome != null) {
            throw new StoredFileException("the transaction has ended: no file can be stored or removed in it any more");
        }
    }

    // A file that no row holds in the end can be saved later: its bytes are removed, but it still has its content.
    private void settle(FileRef file, Outcome how, Set<FileLocation> obsolete) {
        boolean isHeld = FileRefAccess.location(file)
                .filter(location -> !obsolete.contains(location))
                .isPresent();
        if (how == Outcome.COMMITTED && isHeld) {
            FileRefAccess.committed(file, this);
        } else {
            FileRefAccess.rolledBack(file, this);
        }
    }

    private void requireFound(FileLocation location, Holder holder) {
        if (find(location, holder).isEmpty()) {
            throw new StoredFileException("'" + location + "', now in " + holder + ", does not exist: it was removed"
                    + " meanwhile, perhaps by a change of the entity that this one was detached from");
        }
    }

    private FileMetadata found(FileLocation location, String name, FileAttribute attribute) {
        StoredObject object = find(location, attribute)
                .orElseThrow(() -> new StoredFileException(
                        "'" + location + "', now in " + attribute + ", does not exist, so nothing is known of it"));
        return FileMetadata.of(object, location, name, attribute, files);
    }

    private Optional<StoredObject> find(FileLocation location, Object where) {
        try {
            return files.storage(location.storage()).find(location.key());
        } catch (IOException e) {
            throw Failure.of("'" + location + "', now in " + where + ", could not be looked up: " + e.getMessage(), e);
        }
    }

    private static FileLocation former(FileRef file, Holder holder) {
        return place(file, holder).orElseGet(() -> location(file));
    }

    /**
     * Returns where a file that a row has or had is; empty if it is not stored.
     *
     * @throws StoredFileException if the column names no file; the message names the row
     */
    static Optional<FileLocation> place(FileRef file, Holder holder) {
        try {
            return FileRefAccess.location(file);
        } catch (IllegalArgumentException e) {
            throw Failure.of(
                    "what the column of " + holder + " holds names no file: " + e.getMessage()
                            + "; correct the column by SQL",
                    e);
        }
    }

    private static FileLocation location(FileRef file) {
        return FileRefAccess.location(file)
                .orElseThrow(() -> new IllegalStateException("the " + file + " was not stored in this flush"));
    }
}

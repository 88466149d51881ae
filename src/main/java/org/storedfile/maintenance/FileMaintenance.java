package org.storedfile.maintenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.storedfile.DerivedKeys;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.maintenance.Progress.Task;
import org.storedfile.persistence.FileTables;
import org.storedfile.persistence.UnitJournal;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;

/**
 * Compares storages with the database, removes what nobody refers to, and moves files to another storage, all while the
 * application runs. Injected by CDI; made with {@link #builder} without it. Memory is bounded, whatever the number of
 * files: what was seen is sorted in files on disk.
 *
 * <p>All methods run on the calling thread until they are done, outside of its transaction, and fail with a
 * {@link StoredFileException} if the database or a storage does. Interrupting the thread ends a run between two batches.
 * Thread safe.
 */
public final class FileMaintenance {
    private final StoredFiles files;
    private final Supplier<? extends Collection<FileTables>> units;
    private final Runnable requireAllUnits;
    private final KeysAtRisk journal;
    private final Optional<JournalKeys> found;
    private final Function<Key, Optional<Key>> originals;
    private final MaintenanceListener always;
    private final Clock clock;

    private FileMaintenance(Builder builder) {
        files = builder.files;
        units = builder.units;
        requireAllUnits = builder.requireAllUnits;
        found = builder.journal.isPresent() ? Optional.empty() : Optional.of(new JournalKeys(files, units));
        journal = builder.journal.or(() -> found).orElseThrow();
        originals = builder.originals;
        always = builder.always;
        clock = builder.clock;
    }

    /**
     * Returns a builder; the persistence units are all that run, unless it is told otherwise. Then nothing is removed
     * unless each that a META-INF/persistence.xml names does run.
     */
    public static Builder builder(StoredFiles files) {
        return new Builder(files);
    }

    /**
     * Compares storages with the rows in both directions, and changes nothing. What seems to be wrong is looked at again
     * before it is reported, so that what others store and remove meanwhile is no finding.
     *
     * @throws StoredFileException if a storage does not exist, or database or storage fail
     */
    public MaintenanceReport verify(VerifyOptions options, MaintenanceListener listener) {
        Set<String> storages = options.storages().isEmpty() ? files.storageNames() : options.storages();
        lookForJournals(true);
        return run(Task.VERIFY, options.workFolder(), options.toString(), listener, run -> {
            Comparison comparison = compared(storages, run);
            comparison.judge(new VerifyJudgement(
                    files,
                    new ContentCheck(files, options.checksums()),
                    orphans(options.graceAge()),
                    options.threads(),
                    run));
        });
    }

    /**
     * Removes objects that no row and no entry of the journal refers to, unless it is a dry run. Each is checked again
     * just before it goes. Variants of a file stay as long as a row refers to the file.
     *
     * @throws StoredFileException if the storage is not {@linkplain StoredFiles#isExclusive exclusive}, no row refers to
     *     it and that is not {@linkplain SweepOptions#acceptEmpty accepted}, the journal is on and a unit's database has no
     *     table of it, an attribute keeps files for ever and no journal knows them, a unit has tenants in schemas or
     *     databases of their own, a unit of persistence.xml does not run and units were not {@linkplain Builder#units
     *     named}, or database or storage fail
     */
    public MaintenanceReport sweep(SweepOptions options, MaintenanceListener listener) {
        String storage = options.storage();
        files.storage(storage);
        requireExclusive(storage);
        if (!options.isDryRun()) {
            requireAllUnits.run();
            requireNoTenants();
        }
        lookForJournals(options.isDryRun());
        return run(Task.SWEEP, options.workFolder(), options.toString(), listener, run -> {
            Comparison comparison = compared(Set.of(storage), run);
            requireRows(options, run);
            comparison.judge(new SweepJudgement(
                    files.storage(storage), orphans(options.graceAge()), options, run, comparison::confirmed));
        });
    }

    /**
     * Copies the files of all rows that refer to one storage, with their variants, to another, and lets the rows refer to
     * that one. A row follows when its file's copy was checked; objects stay where they were, to be
     * {@linkplain #sweep swept} once nobody needs them. Can be run again until nothing is left: what was copied before is
     * compared and not copied again. What a killed run wrote in part, no listing shows: the next one with its
     * {@linkplain CopyOptions#workFolder work folder} removes it. Meanwhile no other may copy to that storage.
     *
     * <p>A copy that rows gave up meanwhile is removed only if the journal and then all rows were asked twice and none
     * refers to it; else it stays until the target is swept.
     *
     * <p>Rows change by SQL and without a new version: entities and caches that hold the old place may write it back, and
     * the next run finds it. An entity that was loaded before and gives its file up afterwards gives up the old place
     * only, so that the copy stays until the target is swept.
     *
     * @throws StoredFileException if a storage does not exist, or the database fails
     */
    public MaintenanceReport copy(CopyOptions options, MaintenanceListener listener) {
        Storage from = files.storage(options.from());
        Storage to = files.storage(options.to());
        return run(Task.COPY, options.workFolder(), options.toString(), listener, run -> {
            Comparison comparison = compared(Set.of(options.from()), run);
            comparison.judge(
                    new CopyJudgement(from, to, options, new Columns(knownUnits()), run, comparison::confirmed));
        });
    }

    private interface Work {
        void run(Run run) throws IOException;
    }

    private MaintenanceReport run(
            Task task, Optional<Path> folder, String options, MaintenanceListener listener, Work work) {
        try (WorkFolder opened = WorkFolder.open(folder, task + " " + options)) {
            Run run = new Run(task, opened, new Listeners(List.of(always, listener)));
            work.run(run);
            opened.ended();
            return run.tally().report();
        } catch (IOException | UncheckedIOException e) {
            throw new StoredFileException(task.name().toLowerCase(Locale.ROOT) + " failed: " + e.getMessage(), e);
        }
    }

    private Comparison compared(Set<String> storages, Run run) throws IOException {
        Columns columns = new Columns(knownUnits());
        new Inventory(files, columns, journal, originals, storages, run).take();
        return new Comparison(columns, journal, run);
    }

    private Collection<FileTables> knownUnits() {
        Collection<FileTables> known = units.get();
        if (known.isEmpty()) {
            throw new StoredFileException(
                    "no persistence unit with file attributes is running, so that every object would"
                            + " seem to be an orphan: start the units first");
        }
        return known;
    }

    private void lookForJournals(boolean isDryRun) {
        // That of a unit that started before its storages is made no later than with its first flush.
        if (StoredFiles.known().filter(files::equals).isPresent()) {
            UnitJournal.startWaiting();
        }
        found.ifPresent(isDryRun ? JournalKeys::warn : JournalKeys::require);
    }

    private Orphans orphans(Duration graceAge) {
        return new Orphans(clock.instant().minus(graceAge));
    }

    private void requireExclusive(String storage) {
        if (!files.isExclusive(storage)) {
            throw new StoredFileException("the storage '" + storage + "' is not declared exclusive, so others may keep"
                    + " objects there: set storedfile.storages." + storage + ".exclusive=true, or call"
                    + " StoredFiles.Builder.exclusive, if only this application's rows refer to it");
        }
        files.storageNames().stream()
                .filter(other -> !other.equals(storage) && files.storage(other) == files.storage(storage))
                .findFirst()
                .ifPresent(other -> {
                    throw new StoredFileException("the storage '" + storage + "' is the storage '" + other
                            + "', too, so that files of rows that name that one would seem to be orphans");
                });
    }

    private void requireNoTenants() {
        if (units.get().stream().anyMatch(FileTables::hasTenants)) {
            throw new StoredFileException("a persistence unit has tenants in schemas or databases of their own, whose"
                    + " rows are not seen: their files seem to be orphans, so nothing is removed");
        }
    }

    private static void requireRows(SweepOptions options, Run run) {
        if (run.tally().rows() == 0 && run.tally().objects() > 0 && !options.isEmptyAccepted()) {
            throw new StoredFileException("no row refers to the storage '" + options.storage() + "', which has "
                    + run.tally().objects() + " objects: is this the right database? Accept it with acceptEmpty()"
                    + " (--accept-empty) if it is");
        }
    }

    /** Collects what maintenance works on. Not thread safe. */
    public static final class Builder {
        private final StoredFiles files;
        private Supplier<? extends Collection<FileTables>> units = FileTables::running;
        private Runnable requireAllUnits = UnstartedUnits::requireNone;
        private Optional<KeysAtRisk> journal = Optional.empty();
        private Function<Key, Optional<Key>> originals = DerivedKeys::original;
        private MaintenanceListener always = MaintenanceListener.SILENT;
        private Clock clock = Clock.systemUTC();

        private Builder(StoredFiles files) {
            this.files = files;
        }

        /** Sets the persistence units whose rows refer to the storages: {@link FileTables#of} each. All must be there. */
        public Builder units(Collection<FileTables> all) {
            List<FileTables> copy = List.copyOf(all);
            units = () -> copy;
            requireAllUnits = () -> {};
            return this;
        }

        /**
         * Sets what tells which keys are being written or removed. Unless set, the journals in the databases of the units
         * do, under the name in {@link StoredFiles#journal}, whether or not this process writes them.
         */
        public Builder journal(KeysAtRisk keys) {
            journal = Optional.of(keys);
            return this;
        }

        /** Sets what tells of which file an object is a variant; {@link DerivedKeys#original} unless set. */
        public Builder originals(Function<Key, Optional<Key>> function) {
            originals = function;
            return this;
        }

        /** Sets who listens to every run, besides the one that is given to it. */
        public Builder listener(MaintenanceListener everyRun) {
            always = everyRun;
            return this;
        }

        /** Sets the clock that ages are counted by, from the times that storages give; this machine's unless set. */
        public Builder clock(Clock ages) {
            clock = ages;
            return this;
        }

        /** Builds it. */
        public FileMaintenance build() {
            return new FileMaintenance(this);
        }
    }
}

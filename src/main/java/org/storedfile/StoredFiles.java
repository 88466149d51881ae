package org.storedfile;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;

/**
 * The application's storages, and the way in for files that lie there already. Injected by CDI; without CDI it is
 * built once and {@linkplain #register() registered}. Thread safe.
 */
public final class StoredFiles implements AutoCloseable {
    /** The name of the storage that plain keys in columns belong to. */
    public static final String DEFAULT_STORAGE = "default";

    private final StorageLookup storages;
    private final String storageForNewFiles;
    private final ContentTypeDetector contentTypes;
    private final Function<Class<? extends UploadTo>, UploadTo> uploadTos;
    private final FileRules rules;
    private final Optional<FileScanner> scanner;
    private final UploadThreads uploadThreads;
    private final Set<String> exclusive;
    private final Imaging imaging;
    private final VariantStore variants;
    private final JournalSettings journal;
    private final boolean isJournalOfOthers;
    private final Set<AutoCloseable> attached = ConcurrentHashMap.newKeySet();
    private final AnyOfLooseObjects looseObjects;

    private StoredFiles(Builder builder) {
        storages = builder.lookup();
        storageForNewFiles = builder.storageForNewFiles;
        contentTypes = builder.contentTypes.orElseGet(ContentTypeDetector::discovered);
        uploadTos = builder.uploadTos;
        rules = builder.rules.orElseGet(FileRules::discovered);
        scanner = builder.scanner;
        uploadThreads = new UploadThreads(
                builder.uploadThreads, builder.uploadQueue, builder.isVirtual, builder.uploadExecutor);
        exclusive = Set.copyOf(builder.exclusive);
        imaging = builder.imaging.orElseGet(Imaging::discovered);
        journal = builder.journal;
        isJournalOfOthers = builder.isJournalOfOthers;
        looseObjects = new AnyOfLooseObjects(journal.isEnabled());
        variants = new VariantStore(this::storage, imaging, looseObjects);
    }

    /** Returns a builder without storages. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the one that is registered for this application, or else the one that CDI has.
     *
     * @throws IllegalStateException if there is neither
     */
    public static StoredFiles current() {
        return Registrations.current();
    }

    /**
     * Returns the one that is registered for this application, or else the one that CDI has; empty if neither is there
     * yet, as may be while an application starts. Never that of another application.
     */
    public static Optional<StoredFiles> known() {
        return Registrations.known();
    }

    /**
     * Makes this the one that {@link #current} returns, for all threads with the same context class loader, or with none
     * registered for theirs.
     *
     * @return closes the registration
     * @throws IllegalStateException if one is registered already
     */
    public Registration register() {
        return Registrations.register(this);
    }

    /**
     * Returns the storage with this name.
     *
     * @throws StoredFileException if there is none; the message lists those that there are
     */
    public Storage storage(String name) {
        return storages.find(name)
                .orElseThrow(() -> new StoredFileException(
                        "there is no storage '" + name + "'; there are " + new TreeSet<>(storages.names())));
    }

    /** Returns the names of all storages. */
    public Set<String> storageNames() {
        return Set.copyOf(storages.names());
    }

    /** Returns the name of the storage for new files whose attribute names none. */
    public String storageForNewFiles() {
        return storageForNewFiles;
    }

    /**
     * Tells whether the storage was declared exclusive: nothing but files of rows of this application that name it lies
     * in its place, so that what none of them refers to may be swept.
     */
    public boolean isExclusive(String storage) {
        return exclusive.contains(storage);
    }

    /**
     * Returns an object that lies in a storage and that no attribute holds, so that one can take it over. It is looked
     * up when its entity is flushed, and from then on removed like any other. So does one that an attribute gave up, as
     * long as it waits for {@link JournalSettings#removeAfter} and its removal has not begun: an attribute of the same
     * database can hold it then.
     *
     * @throws StoredFileException if there is no such storage, or if the key is that of a {@linkplain #staged() staged}
     *     file, which is not kept
     * @throws IllegalArgumentException if {@code key} is not a valid key
     */
    public FileRef existing(String storage, String key) {
        FileLocation location = new FileLocation(storage, Key.of(key));
        storage(storage);
        if (key.startsWith(StagedFiles.FOLDER)) {
            throw new StoredFileException("'" + location + "' is a staged file, which is removed unless it is claimed:"
                    + " take it with staged().claim(ticket)");
        }
        return new FileRef(new FileState.Stored(location, null, System.nanoTime()));
    }

    /** Returns the way to store files before their transaction, in the storage for new files. */
    public StagedFiles staged() {
        return staged(storageForNewFiles);
    }

    /**
     * Returns the way to store files before their transaction, in this storage: best in that of the attribute that will
     * hold them, which then copies nothing out of the storage.
     *
     * @throws StoredFileException if there is no such storage
     */
    public StagedFiles staged(String storage) {
        return new StagedFiles(this, storage, StagedFiles.LIFETIME);
    }

    /** Returns what tells media types here. */
    public ContentTypeDetector contentTypes() {
        return contentTypes;
    }

    /** Returns the bean that {@link StoredFile#uploadToBean} names. */
    public UploadTo uploadTo(Class<? extends UploadTo> bean) {
        return uploadTos.apply(bean);
    }

    /** Returns what checks new files before they are stored. */
    public FileRules rules() {
        return rules;
    }

    /** Returns what sees the bytes of new files while they are stored. */
    public Optional<FileScanner> scanner() {
        return scanner;
    }

    /** Returns what looks at images. */
    public Imaging imaging() {
        return imaging;
    }

    /** Returns what stores variants of images. */
    public VariantStore variants() {
        return variants;
    }

    /** Returns the threads that help a flush to store its files. */
    public UploadThreads uploadThreads() {
        return uploadThreads;
    }

    /** Returns how the journal works. */
    public JournalSettings journal() {
        return journal;
    }

    /** Tells whether other processes write a journal, so that this one has none of its own, and needs none. */
    public boolean isJournalOfOthers() {
        return isJournalOfOthers;
    }

    /**
     * Has objects that no transaction answers for go by themselves, also those of before; of several that can see to it,
     * one does, and another if that one fails. For the persistence packages.
     *
     * @return forgets it again
     */
    public Runnable expireLoose(LooseObjects journal) {
        return looseObjects.add(journal);
    }

    LooseObjects looseObjects() {
        return looseObjects;
    }

    /**
     * Has {@code part} closed together with this. For the persistence packages.
     *
     * @return forgets it again
     */
    public Runnable attach(AutoCloseable part) {
        attached.add(part);
        return () -> attached.remove(part);
    }

    /**
     * Ends the journal, and the threads that help a flush to store its files; uploads under way have ten seconds. The storages stay open,
     * and files can still be stored, one after the other. Closing the {@linkplain #register() registration} does this.
     */
    @Override
    public void close() {
        attached.forEach(StoredFiles::close);
        attached.clear();
        uploadThreads.close();
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            // Nobody is left to catch it, and the others are to be closed as well.
            System.getLogger(StoredFiles.class.getName()).log(System.Logger.Level.WARNING, "not closed", e);
        }
    }

    /** A registration; closing it closes its {@link StoredFiles} as well. Closing it twice does nothing. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Collects storages and settings. Not thread safe. */
    public static final class Builder {
        private final Map<String, Storage> map = new LinkedHashMap<>();
        private Optional<StorageLookup> found = Optional.empty();
        private final Set<String> exclusive = new TreeSet<>();
        private String storageForNewFiles = DEFAULT_STORAGE;
        private Optional<ContentTypeDetector> contentTypes = Optional.empty();
        private Function<Class<? extends UploadTo>, UploadTo> uploadTos = Builder::instance;
        private Optional<FileRules> rules = Optional.empty();
        private Optional<FileScanner> scanner = Optional.empty();
        private Optional<Imaging> imaging = Optional.empty();
        private int uploadThreads = UploadThreads.STANDARD;
        private int uploadQueue = UploadThreads.STANDARD_QUEUE;
        private boolean isVirtual;
        private Optional<Executor> uploadExecutor = Optional.empty();
        private JournalSettings journal = JournalSettings.STANDARD;
        private boolean isJournalOfOthers;

        private Builder() {}

        /**
         * Adds a storage.
         *
         * @throws IllegalArgumentException if the name is taken, or not 1 to 63 letters, digits, {@code _} or {@code -},
         *     with a letter first
         */
        public Builder storage(String name, Storage storage) {
            if (map.putIfAbsent(StorageNames.check(name), storage) != null) {
                throw new IllegalArgumentException("there is a storage '" + name + "' already");
            }
            return this;
        }

        /** Looks storages up that were not added one by one. */
        public Builder storages(StorageLookup lookup) {
            found = Optional.of(lookup);
            return this;
        }

        /**
         * Declares that nothing but files of rows of this application that name it lies in the storage's place: no other
         * storage has the same, or a part of it. Only then may {@code sweep} remove from it what no row refers to.
         */
        public Builder exclusive(String name) {
            exclusive.add(StorageNames.check(name));
            return this;
        }

        /** Sets the storage for new files whose attribute names none; {@code default} unless set. */
        public Builder storageForNewFiles(String name) {
            storageForNewFiles = StorageNames.check(name);
            return this;
        }

        /** Sets what tells media types; {@link ContentTypeDetector#discovered} unless set. */
        public Builder contentTypes(ContentTypeDetector detector) {
            contentTypes = Optional.of(detector);
            return this;
        }

        /** Sets how the beans of {@link StoredFile#uploadToBean} are found; by their constructor unless set. */
        public Builder uploadTos(Function<Class<? extends UploadTo>, UploadTo> lookup) {
            uploadTos = lookup;
            return this;
        }

        /** Sets what looks at images and makes variants of them; {@link Imaging#discovered} unless set. */
        public Builder imaging(Imaging library) {
            imaging = Optional.of(library);
            return this;
        }

        /** Sets what checks new files before they are stored; {@link FileRules#discovered} unless set. */
        public Builder rules(FileRules check) {
            rules = Optional.of(check);
            return this;
        }

        /**
         * Sets how many threads store the files of one flush, the flushing thread included; {@value UploadThreads#STANDARD}
         * unless set. All flushes share the others, and one that finds them busy goes on alone until one of them is free
         * ({@link #uploadQueue}). With 1 or 0 there are no others: files are stored one after the other. A storage whose
         * client has fewer connections makes uploads wait for one, or fail if the client does not wait: then set fewer.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder uploadThreads(int number) {
            if (number < 0) {
                throw new IllegalArgumentException(number + " upload threads: the number must not be negative");
            }
            uploadThreads = number;
            return this;
        }

        /**
         * Sets how many pieces of help may wait for a thread, those of all flushes together;
         * {@value UploadThreads#STANDARD_QUEUE} unless set. A flush asks for one for each of its files, but for no more than
         * there are threads. First come, first served. No flush waits for help that has not begun: it stores its files
         * alone until then, and all of them if there is no room for its help. With 0 only threads help that are free when
         * a flush asks, which it does again before each file.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder uploadQueue(int number) {
            if (number < 0) {
                throw new IllegalArgumentException(
                        number + " places in the upload queue: the number must not be negative");
            }
            uploadQueue = number;
            return this;
        }

        /**
         * Makes virtual threads of those of our own, so that many of them take little memory while they wait for a
         * storage behind a network. They share few processors and take turns only when they wait. What a server or
         * {@link #uploadExecutor} gives stays what it is, and so do the threads of storages that are given here.
         *
         * @throws UnsupportedOperationException if this Java is older than 21, and {@code isWanted}
         */
        public Builder virtualUploadThreads(boolean isWanted) {
            if (isWanted && !VirtualThreads.exist()) {
                throw new UnsupportedOperationException("virtual upload threads: Java has them since 21, and this is "
                        + Runtime.version().feature());
            }
            isVirtual = isWanted;
            return this;
        }

        /**
         * Sets what sees the bytes of new files while they are stored, and may refuse them; none unless set. A file is
         * refused too if the scanner fails, unless it is {@link FileScanner#orAccept}.
         */
        public Builder scanner(FileScanner virusScanner) {
            scanner = Optional.of(virusScanner);
            return this;
        }

        /**
         * Sets what runs uploads beside the flushing thread, still no more than {@link #uploadThreads} allows; it is never
         * closed. Unless set, the {@code java:comp/DefaultManagedExecutorService} that the flushing thread finds, or else threads of our own that
         * have the context class loader of the one that calls {@link #build}.
         */
        public Builder uploadExecutor(Executor executor) {
            uploadExecutor = Optional.of(executor);
            return this;
        }

        /** Sets how the journal works; {@link JournalSettings#STANDARD} unless set. */
        public Builder journal(JournalSettings settings) {
            journal = settings;
            return this;
        }

        /**
         * Says how the journal works that the application's own processes write, or that they write none: for programs
         * beside it, which open none and store nothing.
         */
        public Builder journalOfOthers(JournalSettings settings) {
            isJournalOfOthers = settings.isEnabled();
            return journal(
                    settings.with().enabled(false).removeAfter(Duration.ZERO).build());
        }

        /** Builds it. */
        public StoredFiles build() {
            return new StoredFiles(this);
        }

        private StorageLookup lookup() {
            return new MapLookup(Map.copyOf(map), found);
        }

        private static UploadTo instance(Class<? extends UploadTo> bean) {
            try {
                return bean.getDeclaredConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new StoredFileException(bean.getName() + " needs a constructor without arguments", e);
            }
        }
    }
}

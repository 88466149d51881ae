package org.storedfile.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.storedfile.StorageLookup;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.UploadTo;
import org.storedfile.storage.Storage;

/** What lives as long as one CDI container: the storages that configuration made, and references to beans. */
final class Wiring implements StorageLookup, AutoCloseable {
    private final BeanManager manager;
    private final CreationalContext<?> context;
    private final StorageBeans beans;
    private final UploadToBeans uploadToBeans;
    private final Map<String, Storage> made = new TreeMap<>();
    private final Map<String, Storage> references = new ConcurrentHashMap<>();
    private final Map<Class<?>, UploadTo> uploadTos = new ConcurrentHashMap<>();

    private final StoredFiles files;

    private Wiring(BeanManager manager, StorageBeans beans, UploadToBeans uploadToBeans, Configuration configuration) {
        this.manager = manager;
        this.context = manager.createCreationalContext(null);
        this.beans = beans;
        this.uploadToBeans = uploadToBeans;
        StoredFiles.Builder builder = configuration
                .uploads()
                .to(StoredFiles.builder())
                .storages(this)
                .storageForNewFiles(configuration.storageForNewFiles())
                .journal(configuration.journal())
                .uploadTos(this::uploadTo);
        // A name that is none is one of the faults.
        configuration.exclusive().stream()
                .filter(name -> StorageSection.fault(name).isEmpty())
                .forEach(builder::exclusive);
        ScannerBean.find(manager, context)
                .map(scanner -> configuration.isScannerFailureAccepted() ? scanner.orAccept() : scanner)
                .ifPresent(builder::scanner);
        this.files = builder.build();
    }

    /**
     * Makes all configured storages.
     *
     * @throws StoredFileException if anything is wrong; the message lists all of it, and nothing stays open
     */
    static Wiring start(
            BeanManager manager, StorageBeans beans, UploadToBeans uploadToBeans, Configuration configuration) {
        Wiring wiring = new Wiring(manager, beans, uploadToBeans, configuration);
        List<Throwable> causes = new ArrayList<>();
        List<String> faults = faults(manager, beans, configuration);
        configuration.storages().forEach(storage -> wiring.make(storage, causes));
        causes.forEach(cause -> faults.add(cause.getMessage()));
        if (!faults.isEmpty()) {
            wiring.close();
            throw failure(faults, causes);
        }
        return wiring;
    }

    /** Returns what is wrong as far as it can be seen without making a storage. */
    static List<String> faults(BeanManager manager, StorageBeans beans, Configuration configuration) {
        List<String> faults = new ArrayList<>(configuration.faults());
        faults.addAll(beans.faults(manager));
        checkDefault(beans, configuration, faults);
        return faults;
    }

    StoredFiles files() {
        return files;
    }

    @Override
    public Optional<Storage> find(String name) {
        Storage storage = made.get(name);
        if (storage == null) {
            storage = references.get(name);
        }
        return storage != null ? Optional.of(storage) : reference(name);
    }

    @Override
    public Set<String> names() {
        Set<String> names = new HashSet<>(made.keySet());
        names.addAll(beans.names());
        return names;
    }

    /** Ends uploads, closes what configuration made, and lets go of the beans. */
    @Override
    public void close() {
        files.close();
        made.forEach(ConfiguredStorage::close);
        made.clear();
        references.clear();
        uploadTos.clear();
        context.release();
    }

    private void make(ConfiguredStorage storage, List<Throwable> causes) {
        try {
            made.put(storage.name(), storage.create());
        } catch (StoredFileException e) {
            causes.add(e);
        }
    }

    private static void checkDefault(StorageBeans beans, Configuration configuration, List<String> faults) {
        String name = configuration.storageForNewFiles();
        Set<String> names = new TreeSet<>(configuration.names());
        names.addAll(beans.names());
        if (!name.equals(StoredFiles.DEFAULT_STORAGE) && !names.contains(name)) {
            faults.add("'" + Configuration.DEFAULT + "' names the storage '" + name + "'; there are " + names);
        }
    }

    // A bean without a scope of its own is made once for everybody who asks by name. The monitor, not the map, guards
    // it: a storage that is made of others looks those up meanwhile.
    private synchronized Optional<Storage> reference(String name) {
        if (!beans.names().contains(name)) {
            return Optional.empty();
        }
        Storage storage = references.get(name);
        if (storage == null) {
            storage = beans.reference(name, manager, context);
            references.put(name, storage);
        }
        return Optional.of(storage);
    }

    private UploadTo uploadTo(Class<? extends UploadTo> type) {
        UploadTo known = uploadTos.get(type);
        return known != null ? known : newUploadTo(type);
    }

    private synchronized UploadTo newUploadTo(Class<? extends UploadTo> type) {
        UploadTo uploadTo = uploadToBeans.reference(type, manager, context);
        uploadTos.put(type, uploadTo);
        return uploadTo;
    }

    private static StoredFileException failure(List<String> faults, List<Throwable> causes) {
        StoredFileException failure =
                new StoredFileException("the storages cannot be started:\n- " + String.join("\n- ", faults));
        causes.forEach(failure::addSuppressed);
        return failure;
    }
}

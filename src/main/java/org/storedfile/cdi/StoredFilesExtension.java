package org.storedfile.cdi;

import static jakarta.interceptor.Interceptor.Priority.PLATFORM_BEFORE;
import static org.storedfile.StoredFiles.DEFAULT_STORAGE;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessSyntheticBean;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.storedfile.StoredFileException;
import org.storedfile.StoredFiles;
import org.storedfile.cdi.config.Settings;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.persistence.UnitJournal;
import org.storedfile.storage.Storage;

/**
 * Adds {@link StoredFiles} and the configured storages to a CDI container. {@code @Inject @Named("invoices") Storage}
 * is the storage with this name, {@code @Inject Storage} the one named {@code default}. Holds everything that lives as
 * long as the container, so that nothing is left when it ends.
 */
public final class StoredFilesExtension implements Extension {
    private final StorageBeans beans = new StorageBeans();
    private final UploadToBeans uploadToBeans = new UploadToBeans();
    private Configuration configuration = Configuration.NONE;
    // There is one while the container runs or is about to.
    private @Nullable BeanManager running;
    private volatile @Nullable Wiring wiring;

    /** Creates one for one container. */
    public StoredFilesExtension() {}

    /**
     * Returns those of a container that was not refused and has not ended. Whoever asks first opens the storages.
     *
     * @throws StoredFileException if they cannot be opened
     */
    Optional<StoredFiles> files() {
        Wiring known = wiring;
        return Optional.ofNullable(known != null ? known : opened()).map(Wiring::files);
    }

    // Storages with names have the qualifier @Default as well (CDI, 2.2.3), so that two would be ambiguous here.
    void meanDefaultStorage(@Observes ProcessInjectionPoint<?, Storage> event) {
        InjectionPoint point = event.getInjectionPoint();
        if (!point.isDelegate() && point.getQualifiers().equals(Set.of(Default.Literal.INSTANCE))) {
            event.configureInjectionPoint().qualifiers(NamedLiteral.of(DEFAULT_STORAGE));
        }
    }

    void collectBeans(@Observes ProcessBean<?> event) {
        if (!(event instanceof ProcessSyntheticBean<?> synthetic && synthetic.getSource() == this)) {
            beans.add(event.getBean());
            uploadToBeans.add(event.getBean());
        }
    }

    void addBeans(@Observes AfterBeanDiscovery event) {
        configuration = Configuration.read(Settings.current(), StorageTypes.find(), beans.names());
        Set<String> names = new TreeSet<>(configuration.names());
        names.addAll(beans.names());
        names.removeIf(beans::isNamed);
        names.forEach(name -> addStorage(event, name));
        event.<StoredFiles>addBean()
                .types(StoredFiles.class, Object.class)
                .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                .scope(Singleton.class)
                .createWith(context -> current());
        event.<FileMaintenance>addBean()
                .types(FileMaintenance.class, Object.class)
                .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                .scope(Singleton.class)
                .createWith(context -> maintenance());
    }

    // What another extension refuses is given up without a word to us, so nothing is opened yet; unless settings are
    // wrong: then to list what else is, and closed again.
    void check(@Observes @Priority(Integer.MAX_VALUE) AfterDeploymentValidation event, BeanManager manager) {
        running(manager);
        if (!Wiring.faults(manager, beans, configuration).isEmpty()) {
            try {
                opened();
            } catch (StoredFileException e) {
                event.addDeploymentProblem(e);
            }
        }
    }

    // First, so that the start fails before anything of the application has begun.
    void start(@Observes @Initialized(ApplicationScoped.class) @Priority(PLATFORM_BEFORE) Object event) {
        opened();
        UnitJournal.startWaiting();
    }

    // Not when beans are destroyed: others may still store files then.
    synchronized void stop(@Observes BeforeShutdown event) {
        Wiring ended = wiring;
        wiring = null;
        running = null;
        if (ended != null) {
            ended.close();
        }
    }

    private synchronized void running(BeanManager manager) {
        running = manager;
    }

    private synchronized @Nullable Wiring opened() {
        if (wiring == null && running != null) {
            wiring = Wiring.start(running, beans, uploadToBeans, configuration);
        }
        return wiring;
    }

    private void addStorage(AfterBeanDiscovery event, String name) {
        event.<Storage>addBean()
                .types(Storage.class, Object.class)
                .qualifiers(NamedLiteral.of(name), Any.Literal.INSTANCE)
                .scope(Singleton.class)
                .createWith(context -> current().storage(name));
    }

    private FileMaintenance maintenance() {
        return FileMaintenance.builder(current())
                .listener(new MaintenanceEvents(() -> running))
                .build();
    }

    private StoredFiles current() {
        return files().orElseThrow(() -> new IllegalStateException("the storages' CDI container is not running"));
    }
}

package org.storedfile.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileScanner;
import org.storedfile.StoredFileException;
import org.storedfile.UploadTo;

/** The application's bean of type {@link FileScanner}, made when the first file is scanned. Thread safe. */
final class ScannerBean implements FileScanner {
    private final BeanManager manager;
    private final CreationalContext<?> context;
    private final Bean<?> bean;
    private @Nullable FileScanner scanner;

    private ScannerBean(BeanManager manager, CreationalContext<?> context, Bean<?> bean) {
        this.manager = manager;
        this.context = context;
        this.bean = bean;
    }

    /**
     * Looks for it.
     *
     * @throws StoredFileException if there are several
     */
    static Optional<FileScanner> find(BeanManager manager, CreationalContext<?> context) {
        Set<Bean<?>> beans = manager.getBeans(FileScanner.class);
        try {
            return Optional.<Bean<?>>ofNullable(manager.resolve(beans))
                    .map(bean -> new ScannerBean(manager, context, bean));
        } catch (AmbiguousResolutionException e) {
            throw new StoredFileException(
                    "files can be scanned by one bean of type FileScanner, but there are " + beans, e);
        }
    }

    @Override
    public Scan begin(UploadTo.Upload upload) throws IOException {
        return scanner().begin(upload);
    }

    private synchronized FileScanner scanner() {
        if (scanner == null) {
            scanner = (FileScanner) manager.getReference(bean, FileScanner.class, context);
        }
        return scanner;
    }
}

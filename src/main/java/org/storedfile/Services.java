package org.storedfile;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Finds services. One whose own API is not on the class path (CDI or Tika in plain Java SE) is none. */
final class Services {
    private static final System.Logger LOG = System.getLogger(Services.class.getName());

    private Services() {}

    static <T> List<T> find(Class<T> service) {
        return ServiceLoader.load(service, service.getClassLoader()).stream()
                .flatMap(Services::instance)
                .toList();
    }

    private static <T> Stream<T> instance(ServiceLoader.Provider<T> provider) {
        try {
            return Stream.of(provider.get());
        } catch (ServiceConfigurationError | LinkageError e) {
            LOG.log(System.Logger.Level.DEBUG, "not used: {0}", e);
            return Stream.empty();
        }
    }
}

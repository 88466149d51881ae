package org.storedfile.web;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps a {@link StoredFileServlet} if the context parameter {@value StoredFileServlet#MAPPING} says where. */
public final class DefaultMapping implements ServletContainerInitializer {
    /** Creates one; containers do. */
    public DefaultMapping() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        String mapping = context.getInitParameter(StoredFileServlet.MAPPING);
        if (mapping == null || mapping.isBlank()) {
            return;
        }
        ServletRegistration.Dynamic servlet =
                context.addServlet(StoredFileServlet.class.getName(), StoredFileServlet.class);
        if (servlet == null) {
            return; // the application registered it itself
        }
        servlet.setAsyncSupported(true);
        Set<String> taken = servlet.addMapping(mapping.strip());
        if (!taken.isEmpty()) {
            throw new IllegalStateException("the servlet for stored files cannot be mapped to '" + mapping
                    + "', which another servlet has: give '" + StoredFileServlet.MAPPING + "' another value");
        }
    }
}

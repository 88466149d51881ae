package org.storedfile.web;

import jakarta.servlet.MultipartConfigElement;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A servlet container in this process, with an application at {@code /app}. */
public interface Container extends AutoCloseable {
    /** Returns the address of the application, without a slash at its end. */
    URI address();

    @Override
    void close();

    /** The most bytes of a form. */
    int MOST_REQUEST = 300_000;

    /** The most bytes of a file in a form. */
    int MOST_FILE = 200_000;

    /** From how many bytes on a file of a form is not kept in memory. */
    int IN_MEMORY = 1000;

    /** Where a servlet is mapped that nobody told to take forms. */
    String WITHOUT_FORMS = "/unconfigured";

    /** Returns what lets a servlet with this mapping take forms. */
    static @Nullable MultipartConfigElement forms(String mapping, Path parts) {
        return mapping.equals(WITHOUT_FORMS)
                ? null
                : new MultipartConfigElement(parts.toString(), MOST_FILE, MOST_REQUEST, IN_MEMORY);
    }
}

package org.storedfile.web;

import jakarta.servlet.Servlet;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** A servlet container in this process, with an application at {@code /app}. */
interface Container extends AutoCloseable {
    /** Returns the address of the application, without a slash at its end. */
    URI address();

    @Override
    void close();

    /** Makes one. */
    interface Start {
        /**
         * Starts it.
         *
         * @param servlets by mapping
         * @param parameters of the application
         * @param temporary an empty folder, where parts of forms go
         */
        Container start(Map<String, Servlet> servlets, Map<String, String> parameters, Path temporary) throws Exception;
    }

    /** The most bytes of a form, and of a file in it. */
    int MOST_REQUEST = 300_000;

    int MOST_FILE = 200_000;
    int IN_MEMORY = 1000;
}

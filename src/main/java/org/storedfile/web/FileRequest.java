package org.storedfile.web;

import java.util.Optional;

/** What an answer depends on of an HTTP request, whoever received it. */
public interface FileRequest {
    /** Returns the method, in upper case. */
    String method();

    /** Returns the header's value; several with this name are parted by commas. */
    Optional<String> header(String name);
}

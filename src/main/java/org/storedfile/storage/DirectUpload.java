package org.storedfile.storage;

import java.net.URI;
import java.util.Map;

/**
 * A request that a client makes to a medium. Whoever has it may make it, so it is given to nobody but the client, and
 * not logged.
 *
 * @param method {@code PUT}, whose body is the bytes, or {@code POST}, whose body is a form
 * @param headers those that a PUT must have; a browser adds {@code Content-Length} itself
 * @param fields those of the form, which stand before its field {@code file}
 */
public record DirectUpload(String method, URI address, Map<String, String> headers, Map<String, String> fields) {
    /** Copies the maps. */
    public DirectUpload {
        headers = Map.copyOf(headers);
        fields = Map.copyOf(fields);
    }

    /** Returns the method only: the rest is a permission. */
    @Override
    public String toString() {
        return "DirectUpload[" + method + " …]";
    }
}

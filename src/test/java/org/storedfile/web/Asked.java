package org.storedfile.web;

import java.util.Map;
import java.util.Optional;

/** A request, without anything that sends it. */
record Asked(String method, Map<String, String> headers) implements FileRequest {
    static Asked get(String... headers) {
        java.util.Map<String, String> all = new java.util.HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return new Asked("GET", all);
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}

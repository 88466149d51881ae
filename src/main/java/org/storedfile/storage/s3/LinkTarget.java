package org.storedfile.storage.s3;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.storedfile.storage.ContentDisposition;
import org.storedfile.storage.LinkOptions;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** The parts of a link that do not depend on who signs it. */
final class LinkTarget {
    private LinkTarget() {}

    /** Escapes an object's name for the path of a URL. */
    static String path(String name) {
        return SdkHttpUtils.urlEncodeIgnoreSlashes(name);
    }

    /** Returns the query parameters that change how the object is served; empty if it is served as it is stored. */
    static Map<String, String> parameters(LinkOptions options) {
        Map<String, String> parameters = new LinkedHashMap<>();
        disposition(options).ifPresent(value -> parameters.put("response-content-disposition", value));
        options.contentType().ifPresent(value -> parameters.put("response-content-type", value));
        return parameters;
    }

    private static Optional<String> disposition(LinkOptions options) {
        if (options.attachment()) {
            return Optional.of(
                    options.fileName().map(ContentDisposition::attachment).orElse("attachment"));
        }
        return options.fileName().map(ContentDisposition::inline);
    }
}

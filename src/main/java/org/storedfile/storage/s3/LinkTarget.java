package org.storedfile.storage.s3;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.storedfile.storage.ContentDisposition;
import org.storedfile.storage.InlineTypes;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** The parts of a link that do not depend on who signs it. */
record LinkTarget(ObjectNames names, InlineTypes shown) {
    /** Returns the path below the bucket. */
    String path(Key key) {
        return escaped(names.name(key));
    }

    /** Escapes an object's name for the path of a URL. */
    static String escaped(String name) {
        return SdkHttpUtils.urlEncodeIgnoreSlashes(name);
    }

    /** Returns the query parameters that change how the object is served; empty if it is served as it is stored. */
    Map<String, String> parameters(LinkOptions options) {
        Map<String, String> parameters = new LinkedHashMap<>();
        disposition(options).ifPresent(value -> parameters.put("response-content-disposition", value));
        options.contentType().ifPresent(value -> parameters.put("response-content-type", value));
        return parameters;
    }

    // Without a type in the link nobody knows here what is shown, so that it stays as it is stored or is saved.
    private Optional<String> disposition(LinkOptions options) {
        if (!options.attachment()
                && options.contentType().filter(shown::contains).isPresent()) {
            return Optional.of(
                    options.fileName().map(ContentDisposition::inline).orElse("inline"));
        }
        boolean isStored = !options.attachment()
                && options.fileName().isEmpty()
                && options.contentType().isEmpty();
        return isStored
                ? Optional.empty()
                : Optional.of(
                        options.fileName().map(ContentDisposition::attachment).orElse("attachment"));
    }
}

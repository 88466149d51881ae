package org.storedfile.storage.s3;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** Where objects are reached, as URLs that end at a slash. */
final class Addresses {
    private Addresses() {}

    static URI folder(URI address) {
        return address.toString().endsWith("/") ? address : URI.create(address + "/");
    }

    /** Returns the bucket's URL as the client would use it, path style or not; at {@code endpoint}, if given. */
    static URI bucket(S3Client client, String bucket, @Nullable URI endpoint) {
        try {
            String object = client.utilities()
                    .getUrl(request -> request.bucket(bucket).key("x").endpoint(endpoint))
                    .toURI()
                    .toString();
            return URI.create(object.substring(0, object.length() - 1));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + bucket + "' makes no URL", e);
        }
    }
}

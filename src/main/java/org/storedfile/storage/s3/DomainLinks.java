package org.storedfile.storage.s3;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.Links;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Links to a domain in front of the bucket. Unsigned ones never expire and serve the object as it is stored, so that
 * options are refused rather than forgotten.
 */
final class DomainLinks implements Links {
    private final URI base;
    private final LinkTarget target;
    private final @Nullable CloudFrontSigner signer;
    private final Duration expiry;
    private final Clock clock;

    /** {@code base} ends at a slash. */
    DomainLinks(URI base, LinkTarget target, @Nullable CloudFrontSigner signer, Duration expiry, Clock clock) {
        this.base = base;
        this.target = target;
        this.signer = signer;
        this.expiry = expiry;
        this.clock = clock;
    }

    @Override
    public URI url(Key key, LinkOptions options) {
        String url = base + target.path(key);
        if (signer == null) {
            requireDefaults(options);
            return URI.create(url);
        }
        LinkWindow window = LinkWindow.unlimited(clock, options.expiry().orElse(expiry));
        return URI.create(signer.signed(url + query(options), window.end()));
    }

    private String query(LinkOptions options) {
        return target.parameters(options).entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + SdkHttpUtils.urlEncode(parameter.getValue()))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("&"), query -> query.isEmpty() ? "" : "?" + query));
    }

    private static void requireDefaults(LinkOptions options) {
        if (!options.equals(LinkOptions.DEFAULTS)) {
            throw new UnsupportedOperationException("a link of the unsigned 'custom-domain' takes no expiry, file name"
                    + " or content type: ask for it without, or sign it with 'cloudfront-key-id'");
        }
    }
}

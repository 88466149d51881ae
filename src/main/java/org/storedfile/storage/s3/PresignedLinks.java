package org.storedfile.storage.s3;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.Links;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Links to the bucket, signed with the client's credentials. The signer is the SDK's own, below its presigner: that
 * one takes no signing time, and looks endpoint and auth scheme up anew for each link. A link is remembered while its
 * window lasts and the credentials are the same, so that none outlives them.
 */
final class PresignedLinks implements Links {
    private static final int MOST_REMEMBERED = 30_000;

    private final Map<Asked, Signed> recent = new ConcurrentHashMap<>();
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final URI base;
    private final String region;
    private final Credentials credentials;
    private final LinkTarget target;
    private final Duration expiry;
    private final Clock clock;

    private record Asked(Key key, LinkOptions options) {}

    private record Signed(LinkWindow window, AwsCredentialsIdentity identity, URI link) {}

    /** {@code base} is the URL of the bucket, and ends at a slash. */
    PresignedLinks(URI base, String region, Credentials credentials, LinkTarget target, Duration expiry, Clock clock) {
        this.base = base;
        this.region = region;
        this.credentials = credentials;
        this.target = target;
        this.expiry = expiry;
        this.clock = clock;
    }

    @Override
    public URI url(Key key, LinkOptions options) {
        LinkWindow window = LinkWindow.of(clock, options.expiry().orElse(expiry));
        AwsCredentialsIdentity identity = credentials.resolve(key);
        Asked asked = new Asked(key, options);
        Signed known = recent.get(asked);
        if (known != null && known.window.equals(window) && known.identity.equals(identity)) {
            return known.link;
        }
        URI link = signed(request(key, options), window, identity);
        remember(asked, new Signed(window, identity, link));
        return link;
    }

    private URI signed(SdkHttpRequest request, LinkWindow window, AwsCredentialsIdentity identity) {
        return signer.sign(sign -> sign.identity(identity)
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, window.lifetime())
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(window.start(), clock.getZone())))
                .request()
                .getUri();
    }

    private void remember(Asked asked, Signed signed) {
        if (recent.size() >= MOST_REMEMBERED) {
            recent.clear();
        }
        recent.put(asked, signed);
    }

    private SdkHttpRequest request(Key key, LinkOptions options) {
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.GET)
                .protocol(base.getScheme())
                .host(base.getHost())
                .port(base.getPort() < 0 ? null : base.getPort())
                .encodedPath(base.getRawPath() + target.path(key));
        target.parameters(options).forEach(request::putRawQueryParameter);
        return request.build();
    }
}

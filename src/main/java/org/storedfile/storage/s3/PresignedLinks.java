package org.storedfile.storage.s3;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.Links;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;

/**
 * Links to the bucket, signed with the client's credentials. The signer is the SDK's own, below its presigner: that
 * one takes no signing time, and looks endpoint and auth scheme up anew for each link. Nothing is cached, so that no
 * link outlives its credentials by more than they say themselves.
 */
final class PresignedLinks implements Links {
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final URI base;
    private final String region;
    private final IdentityProvider<? extends AwsCredentialsIdentity> credentials;
    private final ObjectNames names;
    private final S3Errors errors;
    private final Duration expiry;
    private final Clock clock;

    /** {@code base} is the URL of the bucket, and ends at a slash. */
    PresignedLinks(
            URI base,
            String region,
            IdentityProvider<? extends AwsCredentialsIdentity> credentials,
            ObjectNames names,
            Duration expiry,
            Clock clock) {
        this.base = base;
        this.region = region;
        this.credentials = credentials;
        this.names = names;
        this.errors = new S3Errors(names.bucket());
        this.expiry = expiry;
        this.clock = clock;
    }

    @Override
    public URI url(Key key, LinkOptions options) {
        LinkWindow window = LinkWindow.of(clock, options.expiry().orElse(expiry));
        SdkHttpRequest request = request(key, options);
        return signer.sign(sign -> sign.identity(identity(key))
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

    private SdkHttpRequest request(Key key, LinkOptions options) {
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.GET)
                .protocol(base.getScheme())
                .host(base.getHost())
                .port(base.getPort() < 0 ? null : base.getPort())
                .encodedPath(base.getRawPath() + LinkTarget.path(names.name(key)));
        LinkTarget.parameters(options).forEach(request::putRawQueryParameter);
        return request.build();
    }

    private AwsCredentialsIdentity identity(Key key) {
        try {
            return credentials.resolveIdentity().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SdkException cause) {
                throw new UncheckedIOException(errors.of("sign a link to", key.value(), cause));
            }
            throw e;
        } catch (SdkException e) {
            throw new UncheckedIOException(errors.of("sign a link to", key.value(), e));
        }
    }
}

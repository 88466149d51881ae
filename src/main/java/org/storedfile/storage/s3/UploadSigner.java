package org.storedfile.storage.s3;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.storedfile.storage.DirectUpload;
import org.storedfile.storage.Key;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** Signs requests that send bytes to the bucket. {@code base} is its URL, and ends at a slash. */
record UploadSigner(
        URI base, String region, Credentials credentials, ObjectNames names, Clock clock, AwsV4HttpSigner signer) {
    UploadSigner(URI base, String region, Credentials credentials, ObjectNames names, Clock clock) {
        this(base, region, credentials, names, clock, AwsV4HttpSigner.create());
    }

    /** Returns the request that sends {@code size} bytes, with these headers. */
    DirectUpload put(Key key, long size, Map<String, String> query, Map<String, String> headers, Duration expiry) {
        requireExpiry(expiry);
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.PUT)
                .protocol(base.getScheme())
                .host(base.getHost())
                .port(base.getPort() < 0 ? null : base.getPort())
                .encodedPath(base.getRawPath() + LinkTarget.escaped(names.name(key)))
                .putHeader("content-length", Long.toString(size));
        query.forEach(request::putRawQueryParameter);
        headers.forEach(request::putHeader);
        URI address = signer.sign(sign -> sign.identity(credentials.resolve(key))
                        .request(request.build())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, expiry)
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request()
                .getUri();
        return new DirectUpload("PUT", address, headers, Map.of());
    }

    static void requireExpiry(Duration expiry) {
        if (expiry.compareTo(LinkWindow.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "an upload that expires after " + expiry + ": S3 allows seven days at most");
        }
    }
}

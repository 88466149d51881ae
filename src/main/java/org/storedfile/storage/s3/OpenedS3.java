package org.storedfile.storage.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.storedfile.storage.s3.S3Options.Keys;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Opens the client that options describe, and the storage that closes it. */
final class OpenedS3 {
    private OpenedS3() {}

    static S3Storage storage(S3Options options) throws IOException {
        try {
            return opening(opened -> {
                S3Client client = client(options, opened);
                return storage(options, client).closing(opened).build();
            });
        } catch (SdkException e) {
            throw new IOException(
                    "could not open an S3 client for bucket '" + options.bucket() + "'; check 'region' and 'endpoint': "
                            + e.getMessage(),
                    e);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "could not use the settings for bucket '" + options.bucket() + "': " + e.getMessage(), e);
        }
    }

    /** Closes what {@code storage} put on its list, if it fails however. */
    static S3Storage opening(Function<List<SdkAutoCloseable>, S3Storage> storage) {
        List<SdkAutoCloseable> opened = new ArrayList<>();
        try {
            return storage.apply(opened);
        } catch (RuntimeException | Error e) {
            try {
                S3Storage.closeAll(opened);
            } catch (RuntimeException another) {
                e.addSuppressed(another);
            }
            throw e;
        }
    }

    private static S3Client client(S3Options options, List<SdkAutoCloseable> opened) {
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(credentials(options, opened))
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(options.maxConnections())
                        .connectionTimeout(options.connectTimeout())
                        .socketTimeout(options.readTimeout()))
                .forcePathStyle(options.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.valueOf(
                        options.checksumMode().name()))
                .responseChecksumValidation(ResponseChecksumValidation.valueOf(
                        options.checksumMode().name()))
                // Asking whether a body may be sent costs a round trip for every small file.
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(options.chunkedEncoding())
                        .expectContinueEnabled(false));
        region(options, builder);
        options.endpoint().ifPresent(builder::endpointOverride);
        if (options.legacyMd5()) {
            builder.addPlugin(LegacyMd5Plugin.create());
        }
        S3Client client = builder.build();
        opened.add(0, client);
        return client;
    }

    // Servers of one's own rarely have regions, but the signature must name one.
    private static void region(S3Options options, S3ClientBuilder builder) {
        options.region()
                .or(() -> options.endpoint().map(endpoint -> "us-east-1"))
                .ifPresent(region -> builder.region(Region.of(region)));
    }

    private static AwsCredentialsProvider credentials(S3Options options, List<SdkAutoCloseable> opened) {
        if (options.keys().isPresent()) {
            return StaticCredentialsProvider.create(credentials(options.keys().get()));
        }
        // In the background, so that no link waits for them.
        DefaultCredentialsProvider chain = DefaultCredentialsProvider.builder()
                .asyncCredentialUpdateEnabled(true)
                .build();
        opened.add(chain);
        return chain;
    }

    private static AwsCredentials credentials(Keys keys) {
        return keys.session()
                .<AwsCredentials>map(session -> AwsSessionCredentials.create(keys.access(), keys.secret(), session))
                .orElseGet(() -> AwsBasicCredentials.create(keys.access(), keys.secret()));
    }

    private static S3StorageBuilder storage(S3Options options, S3Client client) {
        S3StorageBuilder builder = S3Storage.builder(client, options.bucket())
                .prefix(options.objects().prefix())
                .checksum(options.checksum())
                .conditionalWrites(options.conditionalWrites())
                .abortUnfinished(options.abortUnfinished())
                .partSize(options.partSize())
                .uploadMemory(options.uploadMemory())
                .linkExpiry(options.links().expiry());
        options.objects().acl().ifPresent(builder::acl);
        options.objects().storageClass().ifPresent(builder::storageClass);
        options.objects().encryption().ifPresent(builder::encryption);
        options.objects().kmsKey().ifPresent(builder::kmsKey);
        options.objects().cacheControl().ifPresent(builder::cacheControl);
        options.links().publicEndpoint().ifPresent(builder::publicEndpoint);
        options.links().domain().ifPresent(builder::customDomain);
        options.links()
                .cloudFrontKeyId()
                .ifPresent(id -> builder.cloudFront(
                        options.links().domain().orElseThrow(),
                        id,
                        options.links().cloudFrontPrivateKey().orElseThrow()));
        return builder;
    }
}

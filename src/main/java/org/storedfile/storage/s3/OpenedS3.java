package org.storedfile.storage.s3;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.storedfile.storage.s3.S3Options.Keys;
import org.storedfile.storage.s3.crt.CrtClient;
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
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Opens the client that options describe, and the storage that closes it. */
final class OpenedS3 {
    private static final System.Logger LOG = System.getLogger(OpenedS3.class.getName());

    private OpenedS3() {}

    static S3Storage storage(S3Options options) throws IOException {
        try {
            return opening(opened -> {
                AwsCredentialsProvider credentials = credentials(options, opened);
                S3Client client = client(options, credentials, opened);
                S3StorageBuilder builder = storage(options, client);
                crt(options, credentials, opened).ifPresent(builder::largeUploads);
                return builder.closing(opened).build();
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

    private static Optional<S3AsyncClient> crt(
            S3Options options, AwsCredentialsProvider credentials, List<SdkAutoCloseable> opened) {
        if (!options.wantsCrt()) {
            return Optional.empty();
        }
        CrtClient settings = new CrtClient(
                credentials,
                region(options),
                options.endpoint(),
                options.pathStyle(),
                options.partSize(),
                options.maxConnections(),
                options.connectTimeout(),
                options.crtMemory(),
                options.checksumMode() == ChecksumMode.WHEN_SUPPORTED);
        try {
            S3AsyncClient client = settings.open();
            opened.add(0, client);
            return Optional.of(client);
        } catch (LinkageError | RuntimeException e) {
            if (options.crt() == CrtUse.ALWAYS) {
                throw new IllegalArgumentException("'crt' is 'always', but it cannot be opened: " + e, e);
            }
            LOG.log(Level.INFO, "the AWS CRT is there but cannot be used, so large files are sent without it: {0}", e);
            return Optional.empty();
        }
    }

    private static S3Client client(
            S3Options options, AwsCredentialsProvider credentials, List<SdkAutoCloseable> opened) {
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(credentials)
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(options.maxConnections())
                        .connectionTimeout(options.connectTimeout())
                        .connectionAcquisitionTimeout(UploadMemory.LONGEST)
                        .socketTimeout(options.readTimeout()))
                .forcePathStyle(options.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.valueOf(
                        options.checksumMode().name()))
                .responseChecksumValidation(ResponseChecksumValidation.valueOf(
                        options.checksumMode().name()))
                .overrideConfiguration(all -> all.addExecutionInterceptor(new ForgottenAnswers()))
                // Asking whether a body may be sent costs a round trip for every small file.
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(options.chunkedEncoding())
                        .expectContinueEnabled(false));
        region(options).ifPresent(builder::region);
        options.endpoint().ifPresent(builder::endpointOverride);
        if (options.legacyMd5()) {
            builder.addPlugin(LegacyMd5Plugin.create());
        }
        S3Client client = builder.build();
        opened.add(0, client);
        return client;
    }

    // Servers of one's own rarely have regions, but the signature must name one.
    private static Optional<Region> region(S3Options options) {
        return options.region()
                .or(() -> options.endpoint().map(endpoint -> "us-east-1"))
                .map(Region::of);
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
                // Half of the connections are for what is small, and for reads.
                .partsAtOnce(Math.max(1, options.maxConnections() / 2))
                .partThreads(options.threads())
                .linkExpiry(options.links().expiry());
        options.objects().acl().ifPresent(builder::acl);
        options.objects().storageClass().ifPresent(builder::storageClass);
        options.objects().encryption().ifPresent(builder::encryption);
        options.objects().kmsKey().ifPresent(builder::kmsKey);
        options.objects().cacheControl().ifPresent(builder::cacheControl);
        options.objects().inline().ifPresent(types -> builder.allowInline(types.split(",", -1)));
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

package org.storedfile.storage.s3.crt;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3CrtAsyncClientBuilder;

/**
 * What the client of the CRT is opened with.
 *
 * @param partSize bytes of a part, and the length from which on an object is sent in parts
 * @param connections the most at once
 * @param memory the most bytes of its buffers, outside the heap; at least two parts
 * @param isChecksummed whether requests carry the SDK's own checksums
 */
public record CrtClient(
        AwsCredentialsProvider credentials,
        Optional<Region> region,
        Optional<URI> endpoint,
        boolean isPathStyle,
        long partSize,
        int connections,
        Duration connectTimeout,
        long memory,
        boolean isChecksummed) {
    private static final String NATIVE = "software.amazon.awssdk.crt.CRT";

    /** Tells whether the CRT is on the class path; whether it has native code for this machine shows when it is opened. */
    public static boolean isPresent() {
        try {
            Class.forName(NATIVE, false, CrtClient.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Opens it. Whoever did closes it.
     *
     * @throws LinkageError if the CRT has no native code for this machine
     * @throws RuntimeException if a setting cannot be used, or the native code cannot be loaded
     */
    public S3AsyncClient open() {
        S3CrtAsyncClientBuilder builder = S3AsyncClient.crtBuilder()
                .credentialsProvider(credentials)
                .forcePathStyle(isPathStyle)
                .minimumPartSizeInBytes(partSize)
                .thresholdInBytes(partSize)
                .maxConcurrency(connections)
                .maxNativeMemoryLimitInBytes(memory)
                .requestChecksumCalculation(
                        isChecksummed
                                ? RequestChecksumCalculation.WHEN_SUPPORTED
                                : RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpConfiguration(http -> http.connectionTimeout(connectTimeout));
        region.ifPresent(builder::region);
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }
}

package org.storedfile.storage.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.StoredObject;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Writes: one PUT for what fits one part, a multipart upload for what does not. */
record S3Writes(
        S3Client client,
        ObjectNames names,
        WriteSettings settings,
        long partSize,
        UploadMemory memory,
        S3Errors errors) {
    private static final int ATTEMPTS = 3;

    StoredObject write(Key key, Content content) throws IOException {
        WriteHeaders headers = WriteHeaders.of(key, content);
        try (PartSource source = new PartSource(key, content, partSize, memory);
                Part first = source.next()) {
            return source.hasMore() ? uploadAll(key, first, source, headers) : put(key, first, headers);
        }
    }

    /** When the server did it, as it says; now, if it does not say so in a way that HTTP knows. */
    static Instant time(SdkHttpResponse response) {
        try {
            return response.firstMatchingHeader("Date")
                    .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
                    .orElseGet(Instant::now);
        } catch (DateTimeException e) {
            // The bytes are stored: a clock told in another way is no reason to fail.
            return Instant.now();
        }
    }

    /** The checksum of a whole object in hexadecimal; that of a multipart upload is one of parts, not of bytes. */
    static Optional<String> sha256(@Nullable String base64) {
        return Optional.ofNullable(base64)
                .filter(value -> !value.contains("-"))
                .map(value -> HexFormat.of().formatHex(Base64.getDecoder().decode(value.getBytes(US_ASCII))));
    }

    private StoredObject put(Key key, Part part, WriteHeaders headers) throws IOException {
        PutObjectRequest request = settings.put(headers)
                .bucket(names.bucket())
                .key(names.name(key))
                .contentMD5(settings.md5(part))
                .build();
        return put(key, part, headers, request, ATTEMPTS);
    }

    private StoredObject put(Key key, Part part, WriteHeaders headers, PutObjectRequest request, int attempts)
            throws IOException {
        try {
            PutObjectResponse response = client.putObject(request, part.body());
            Optional<String> checksum = sha256(response.checksumSHA256());
            return stored(key, part.size(), headers, time(response.sdkHttpResponse()), checksum);
        } catch (SdkException e) {
            WriteOutcome outcome = new WriteOutcome(client, names, errors);
            if (outcome.isOurs("write", key, headers, e)) {
                return stored(key, part.size(), headers, Instant.now(), Optional.empty());
            }
            if (attempts == 1) {
                throw errors.of("write", key.value(), e);
            }
            return put(key, part, headers, request, attempts - 1);
        }
    }

    private StoredObject uploadAll(Key key, Part first, PartSource source, WriteHeaders headers) throws IOException {
        long size;
        try (MultipartUpload upload = MultipartUpload.start(this, key, headers)) {
            upload.send(first);
            while (source.hasMore()) {
                upload.send(source.next());
            }
            size = upload.complete();
        }
        return stored(key, size, headers, Instant.now(), Optional.empty());
    }

    private static StoredObject stored(
            Key key, long size, WriteHeaders headers, Instant time, Optional<String> checksum) {
        return new StoredObject(key, size, Optional.of(headers.contentType()), time, checksum);
    }
}

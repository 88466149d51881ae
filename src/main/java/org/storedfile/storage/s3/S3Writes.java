package org.storedfile.storage.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.s3.UploadMemory.Wanted;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Writes: one PUT for what fits one part, an upload in parts for what does not: by the CRT if there is one. */
record S3Writes(
        S3Client client,
        ObjectNames names,
        WriteSettings settings,
        long partSize,
        UploadMemory memory,
        Semaphore partsAtOnce,
        ThreadFactory partThreads,
        S3Errors errors,
        @Nullable CrtUploads crt) {
    private static final int ATTEMPTS = 3;

    StoredObject write(Key key, Content content) throws IOException {
        WriteHeaders headers = WriteHeaders.of(key, content, settings.shown());
        boolean isLarge = content.length().orElse(0) > partSize;
        // What is no longer than a piece takes no upload memory, and is read once for all attempts.
        if (content.length().orElse(0) > Part.PIECE && content.path().isPresent()) {
            return new FileUpload(this, key, headers, content, content.path().get()).run();
        }
        try (PartSource source = new PartSource(key, content, partSize, memory)) {
            return crt != null && isLarge
                    ? stream(key, source.all(), content, headers)
                    : write(key, source, content, headers);
        }
    }

    private StoredObject write(Key key, PartSource source, Content content, WriteHeaders headers) throws IOException {
        try (Part first = source.next()) {
            if (!source.hasMore()) {
                return put(key, first, headers, content::requireWanted);
            }
            return crt != null
                    ? stream(key, source.all(first), content, headers)
                    : uploadAll(key, first, source, headers, content::requireWanted);
        }
    }

    private StoredObject stream(Key key, CountedStream bytes, Content content, WriteHeaders headers)
            throws IOException {
        Long length = content.length().isPresent() ? content.length().getAsLong() : null;
        long ahead = memory.isAheadTaken(StreamBody.AHEAD) ? StreamBody.AHEAD : StreamBody.CHUNK;
        try {
            sent(key, headers, () -> Objects.requireNonNull(crt).send(request(key, headers), bytes, length, ahead));
        } finally {
            if (ahead == StreamBody.AHEAD) {
                memory.giveAhead(ahead);
            }
        }
        return stored(key, bytes.count(), headers);
    }

    /** Asks for the upload, and once more who wrote the object, if the answer does not tell. */
    void sent(Key key, WriteHeaders headers, Sending sending) throws IOException {
        try {
            sending.send();
        } catch (SdkException e) {
            if (!new WriteOutcome(client, names, errors).isOurs("write", key, headers, e)) {
                throw errors.of("write", key.value(), e);
            }
        }
    }

    /** An upload that may fail as the client or as the source of the bytes does. */
    interface Sending {
        PutObjectResponse send() throws IOException;
    }

    /** Removes an object of ours that turned out to be wrong. */
    void remove(Key key, IOException reason) {
        try {
            client.deleteObject(request -> request.bucket(names.bucket()).key(names.name(key)));
        } catch (SdkException e) {
            reason.addSuppressed(errors.of("remove", key.value(), e));
        }
    }

    /** Returns the request that a client makes parts of. */
    PutObjectRequest request(Key key, WriteHeaders headers) {
        return settings.put(headers).bucket(names.bucket()).key(names.name(key)).build();
    }

    /** Returns what is known of an object that was sent in parts. */
    StoredObject stored(Key key, long size, WriteHeaders headers) {
        return stored(key, size, headers, Instant.now(), Optional.empty());
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

    /** Sends all bytes with one request. */
    StoredObject put(Key key, Cargo part, WriteHeaders headers, Wanted wanted) throws IOException {
        PutObjectRequest request = settings.put(headers)
                .bucket(names.bucket())
                .key(names.name(key))
                .contentMD5(settings.md5(part))
                .build();
        return put(key, part, headers, request, ATTEMPTS, wanted);
    }

    private StoredObject put(
            Key key, Cargo part, WriteHeaders headers, PutObjectRequest request, int attempts, Wanted wanted)
            throws IOException {
        try {
            PutObjectResponse response = client.putObject(request, part.body());
            part.arrived();
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
            wanted.require();
            return put(key, part, headers, request, attempts - 1, wanted);
        }
    }

    private StoredObject uploadAll(Key key, Part first, PartSource source, WriteHeaders headers, Wanted wanted)
            throws IOException {
        long size;
        try (MultipartUpload upload = MultipartUpload.start(this, key, headers, wanted)) {
            upload.send(first);
            while (source.hasMore()) {
                upload.send(source.next());
            }
            size = upload.complete();
        }
        return stored(key, size, headers);
    }

    private static StoredObject stored(
            Key key, long size, WriteHeaders headers, Instant time, Optional<String> checksum) {
        return new StoredObject(key, size, Optional.of(headers.contentType()), time, checksum);
    }
}

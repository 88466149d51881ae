package org.storedfile.storage.s3;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.storedfile.storage.DirectUpload;
import org.storedfile.storage.Key;
import org.storedfile.storage.PartedUpload;
import org.storedfile.storage.PartedUploads;
import org.storedfile.storage.UploadTerms;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Part;

/** Multipart uploads whose parts clients send. */
record PresignedParts(S3Client client, UploadSigner signer, WriteSettings settings, S3Errors errors)
        implements PartedUploads {
    private static final long SMALLEST = 5L << 20;
    private static final int MOST = 10_000;

    @Override
    public PartedUpload begin(Key key, UploadTerms terms, long partSize) throws IOException {
        requireFits(terms, partSize);
        UploadSigner.requireExpiry(terms.expiry());
        PartedUpload.Id id = new PartedUpload.Id(create(key, terms));
        List<DirectUpload> parts = new ArrayList<>();
        for (long start = 0; start == 0 || start < terms.size(); start += partSize) {
            Map<String, String> query =
                    Map.of("partNumber", Integer.toString(parts.size() + 1), "uploadId", id.value());
            parts.add(signer.put(key, Math.min(partSize, terms.size() - start), query, Map.of(), terms.expiry()));
        }
        return new PartedUpload(id, partSize, parts);
    }

    private String create(Key key, UploadTerms terms) throws IOException {
        try {
            return client.createMultipartUpload(settings.createForClients(terms.contentType())
                            .bucket(bucket())
                            .key(signer.names().name(key))
                            .build())
                    .uploadId();
        } catch (SdkException e) {
            throw errors.of("write", key.value(), e);
        }
    }

    @Override
    public void complete(Key key, PartedUpload.Id upload, long size) throws IOException {
        try {
            List<Part> parts = client
                    .listPartsPaginator(request -> request.bucket(bucket())
                            .key(signer.names().name(key))
                            .uploadId(upload.value()))
                    .parts()
                    .stream()
                    .toList();
            long arrived = parts.stream().mapToLong(Part::size).sum();
            // An empty file is one empty part.
            if (arrived == size && !parts.isEmpty()) {
                complete(key, upload, parts);
            } else if (!isThere(key)) { // Some servers list no parts of an upload that they do not know any more.
                String fault = parts.isEmpty()
                        ? "none of its parts has arrived"
                        : "only " + arrived + " of " + size + " bytes have arrived";
                throw new NoSuchFileException(key.value(), null, fault);
            }
        } catch (SdkException e) {
            boolean isOver = S3Errors.code(e).equals("NoSuchUpload") || S3Errors.status(e) == 412;
            if (!isOver) {
                throw errors.of("write", key.value(), e);
            }
            if (!isThere(key)) {
                throw (NoSuchFileException)
                        new NoSuchFileException(key.value(), null, "the upload is not known any more").initCause(e);
            }
        }
    }

    private void complete(Key key, PartedUpload.Id upload, List<Part> parts) {
        List<CompletedPart> completed = parts.stream()
                .map(part -> CompletedPart.builder()
                        .partNumber(part.partNumber())
                        .eTag(part.eTag())
                        .build())
                .toList();
        client.completeMultipartUpload(request -> request.bucket(bucket())
                .key(signer.names().name(key))
                .uploadId(upload.value())
                .ifNoneMatch(settings.conditional() ? "*" : null)
                .multipartUpload(all -> all.parts(completed)));
    }

    // Nobody else writes the key, so what lies there are these parts: the completion had no answer, or is a second one.
    private boolean isThere(Key key) throws IOException {
        try {
            client.headObject(
                    request -> request.bucket(bucket()).key(signer.names().name(key)));
            return true;
        } catch (SdkException e) {
            if (S3Errors.isMissingObject(e)) {
                return false;
            }
            throw errors.of("find", key.value(), e);
        }
    }

    private String bucket() {
        return signer.names().bucket();
    }

    private static void requireFits(UploadTerms terms, long partSize) {
        if (partSize < SMALLEST || partSize > PresignedUploads.LARGEST) {
            throw new IllegalArgumentException("parts of " + partSize + " bytes: S3 takes those of 5 MiB to 5 GiB");
        }
        if (terms.size() > MOST * partSize) {
            throw new IllegalArgumentException("an upload of " + terms.size() + " bytes in parts of " + partSize
                    + ": S3 takes " + MOST + " parts at most");
        }
    }
}

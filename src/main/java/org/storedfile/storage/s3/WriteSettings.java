package org.storedfile.storage.s3;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.InlineTypes;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** What every object is written with, put on each kind of request. Values are as S3 names them. Immutable. */
record WriteSettings(
        @Nullable String acl,
        @Nullable String storageClass,
        @Nullable String encryption,
        @Nullable String kmsKey,
        @Nullable String cacheControl,
        Checksum checksum,
        boolean conditional,
        InlineTypes shown) {

    PutObjectRequest.Builder put(WriteHeaders headers) {
        return PutObjectRequest.builder()
                .acl(acl)
                .storageClass(storageClass)
                .serverSideEncryption(encryption)
                .ssekmsKeyId(kmsKey)
                .cacheControl(cacheControl)
                .checksumAlgorithm(algorithm())
                .ifNoneMatch(ifNoneMatch())
                .contentType(headers.contentType())
                .contentDisposition(headers.disposition())
                .metadata(headers.metadata());
    }

    CreateMultipartUploadRequest.Builder create(WriteHeaders headers) {
        return CreateMultipartUploadRequest.builder()
                .acl(acl)
                .storageClass(storageClass)
                .serverSideEncryption(encryption)
                .ssekmsKeyId(kmsKey)
                .cacheControl(cacheControl)
                .checksumAlgorithm(algorithm())
                .contentType(headers.contentType())
                .contentDisposition(headers.disposition())
                .metadata(headers.metadata());
    }

    /** Begins an upload whose parts clients send, who send no checksums with them. */
    CreateMultipartUploadRequest.Builder createForClients(String contentType) {
        return CreateMultipartUploadRequest.builder()
                .storageClass(storageClass)
                .serverSideEncryption(encryption)
                .ssekmsKeyId(kmsKey)
                .contentType(contentType);
    }

    /**
     * Returns what a client has to send with an object of its own, as headers or fields of a form: how it is kept, not who
     * may read it or for how long, as it is only there to be claimed.
     */
    Map<String, String> forClients() {
        Map<String, String> headers = new LinkedHashMap<>();
        put(headers, "x-amz-storage-class", storageClass);
        put(headers, "x-amz-server-side-encryption", encryption);
        put(headers, "x-amz-server-side-encryption-aws-kms-key-id", kmsKey);
        return headers;
    }

    UploadPartRequest.Builder part() {
        return UploadPartRequest.builder().checksumAlgorithm(algorithm());
    }

    CompleteMultipartUploadRequest.Builder complete() {
        return CompleteMultipartUploadRequest.builder().ifNoneMatch(ifNoneMatch());
    }

    CopyObjectRequest.Builder copy(WriteHeaders headers) {
        return CopyObjectRequest.builder()
                .metadataDirective("REPLACE")
                .acl(acl)
                .storageClass(storageClass)
                .serverSideEncryption(encryption)
                .ssekmsKeyId(kmsKey)
                .cacheControl(cacheControl)
                .checksumAlgorithm(algorithm())
                .ifNoneMatch(ifNoneMatch())
                .contentType(headers.contentType())
                .contentDisposition(headers.disposition())
                .metadata(headers.metadata());
    }

    @Nullable
    String md5(Cargo part) throws IOException {
        return checksum == Checksum.MD5 ? part.md5() : null;
    }

    private @Nullable String algorithm() {
        boolean own = checksum != Checksum.CLIENT && checksum != Checksum.MD5;
        return own ? checksum.name().toUpperCase(Locale.ROOT) : null;
    }

    private @Nullable String ifNoneMatch() {
        return conditional ? "*" : null;
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}

package org.storedfile.storage.s3;

import java.io.IOException;
import java.util.Locale;
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
}

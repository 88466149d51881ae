package org.storedfile.storage.s3;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Aborts multipart uploads that nobody will finish, which cost money and are in no listing of objects. */
record UnfinishedUploads(S3Client client, ObjectNames names) {
    /**
     * Aborts all uploads of these objects.
     *
     * @param objects names in the bucket, sorted
     */
    void abort(List<String> objects) {
        List<SdkException> failures = new ArrayList<>();
        client
                .listMultipartUploadsPaginator(request -> request.bucket(names.bucket())
                        .encodingType(EncodingType.URL)
                        .prefix(commonPrefix(objects)))
                .uploads()
                .stream()
                .filter(upload -> Collections.binarySearch(objects, upload.key()) >= 0)
                .forEach(upload -> abort(upload, failures));
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private void abort(MultipartUpload upload, List<SdkException> failures) {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(names.bucket()).key(upload.key()).uploadId(upload.uploadId()));
        } catch (SdkException e) {
            if (!S3Errors.code(e).equals("NoSuchUpload")) {
                failures.add(e);
            }
        }
    }

    // Of a sorted list, the first and the last differ the earliest.
    private static String commonPrefix(List<String> sorted) {
        String first = sorted.get(0);
        String last = sorted.get(sorted.size() - 1);
        int end = 0;
        while (end < Math.min(first.length(), last.length()) && first.charAt(end) == last.charAt(end)) {
            end++;
        }
        boolean splitsPair = end > 0 && Character.isHighSurrogate(first.charAt(end - 1));
        return first.substring(0, splitsPair ? end - 1 : end);
    }
}

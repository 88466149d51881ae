package org.storedfile.storage.s3;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import org.storedfile.storage.Key;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Finds out what became of a write whose answer does not tell: after a lost answer the client's repetition is refused,
 * because the object is there. One HEAD shows whose it is.
 */
record WriteOutcome(S3Client client, ObjectNames names, S3Errors errors) {
    /** Whether the object is ours; if not, nothing is there and the write may be tried again. */
    boolean isOurs(String operation, Key key, WriteHeaders headers, SdkException failure) throws IOException {
        if (!isOpen(failure)) {
            throw errors.of(operation, key.value(), failure);
        }
        try {
            return isOurs(key, headers, failure);
        } catch (SdkException e) {
            if (S3Errors.isMissingObject(e) && isConflict(failure)) {
                return false;
            }
            if (S3Errors.isMissingObject(e) && S3Errors.status(failure) == 412) {
                // Taken when we wrote, and removed since.
                throw taken(key, failure);
            }
            IOException thrown = errors.of(operation, key.value(), failure);
            thrown.addSuppressed(e);
            throw thrown;
        }
    }

    private boolean isOurs(Key key, WriteHeaders headers, SdkException failure) throws IOException {
        HeadObjectResponse found =
                client.headObject(request -> request.bucket(names.bucket()).key(names.name(key)));
        if (headers.writeId().equals(found.metadata().get(WriteHeaders.WRITE_ID))) {
            return true;
        }
        throw taken(key, failure);
    }

    private IOException taken(Key key, SdkException failure) {
        return (IOException)
                new FileAlreadyExistsException(key.value(), null, "the key is taken in bucket '" + names.bucket() + "'")
                        .initCause(failure);
    }

    private static boolean isOpen(SdkException e) {
        if (S3Errors.isInterruption(e)) {
            return false;
        }
        // No status is no proof that nothing was sent: what fails last may follow a lost answer, or be about the
        // answer.
        int status = S3Errors.status(e);
        boolean refused = status == 412 || isConflict(e) || S3Errors.code(e).equals("NoSuchUpload");
        // An error may come below a 200 too, where the server began its answer before it knew.
        return refused || status < 300 || (status >= 500 && status != 501);
    }

    // A conditional write met another one in flight, or a delete: S3 asks to try again.
    private static boolean isConflict(SdkException e) {
        return S3Errors.status(e) == 409;
    }
}

package org.storedfile.storage.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.StoredObject;

/**
 * The upload of a file from where it is: what fits a part with one request, else each part when it is sent, by the CRT if
 * it is there; none is held in memory. The file must have the declared length before and after.
 */
record FileUpload(S3Writes writes, Key key, WriteHeaders headers, Content content, Path file) {
    StoredObject run() throws IOException {
        long length = content.length().orElseThrow();
        requireLength(length);
        if (length <= writes.partSize()) {
            return sendWhole(length);
        }
        @Nullable CrtUploads crt = writes.crt();
        if (crt == null) {
            sendParts(length);
        } else {
            writes.sent(key, headers, () -> crt.send(writes.request(key, headers), file, content));
            requireStored(length);
        }
        return writes.stored(key, length, headers);
    }

    private StoredObject sendWhole(long length) throws IOException {
        try (FilePart whole = new FilePart(file, 0, length)) {
            StoredObject stored = writes.put(key, whole, headers, content::requireWanted);
            requireStored(length);
            return stored;
        } catch (IOException | RuntimeException e) {
            explain(e, length);
            throw e;
        }
    }

    // Of a file that became shorter the client says only that its bytes came to an end, in one way or another.
    private void explain(Exception e, long length) throws IOException {
        try {
            requireLength(length);
        } catch (IOException cause) {
            cause.addSuppressed(e);
            throw cause;
        }
    }

    private void sendParts(long length) throws IOException {
        long partSize = Math.max(writes.partSize(), (length + PartSource.MAX_PARTS - 1) / PartSource.MAX_PARTS);
        try (MultipartUpload upload = MultipartUpload.start(writes, key, headers, content::requireWanted)) {
            for (long start = 0; start < length; start += partSize) {
                content.requireWanted();
                upload.send(new FilePart(file, start, Math.min(partSize, length - start)));
            }
            upload.arrive();
            content.requireWanted();
            requireLength(length);
            upload.complete();
        }
    }

    // The client read as many bytes as the file had when it began.
    private void requireStored(long length) throws IOException {
        try {
            requireLength(length);
        } catch (IOException e) {
            writes.remove(key, e);
            throw e;
        }
    }

    private void requireLength(long length) throws IOException {
        long size = Files.size(file);
        if (size != length) {
            throw PartSource.wrongLength(key, size > length, size, length);
        }
    }
}

package org.storedfile.storage.s3;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.Key;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * Removes objects, 1 000 with one request, and the unfinished multipart uploads of the same keys. Those are found with
 * one listing of the uploads, not the objects, whose names begin as all the keys do: there are as many as writes of
 * large files under way there, so that it is one request, however many keys are removed.
 */
record S3Deletes(S3Client client, ObjectNames names, boolean unfinished, S3Errors errors) {
    private static final int BATCH = 1_000;

    void delete(Collection<Key> keys) throws IOException {
        List<String> objects = objects(keys);
        // Uploads first: one that is completed meanwhile is an object, and removed as such.
        IOException failure = unfinished && !objects.isEmpty() ? withoutUploads(objects) : null;
        for (int from = 0; from < objects.size(); from += BATCH) {
            failure = attempt(objects.subList(from, Math.min(from + BATCH, objects.size())), failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Aborts unfinished uploads, and leaves the objects. */
    void discard(Collection<Key> keys) throws IOException {
        List<String> objects = objects(keys);
        IOException failure = unfinished && !objects.isEmpty() ? withoutUploads(objects) : null;
        if (failure != null) {
            throw failure;
        }
    }

    private List<String> objects(Collection<Key> keys) {
        return keys.stream().map(names::name).distinct().sorted().toList();
    }

    // Failing to look does not keep the objects from being removed.
    private @Nullable IOException withoutUploads(List<String> objects) {
        try {
            new UnfinishedUploads(client, names).abort(objects);
            return null;
        } catch (SdkException e) {
            return errors.ofUnfinished(some(objects), e);
        }
    }

    private @Nullable IOException attempt(List<String> batch, @Nullable IOException before) {
        try {
            deleteObjects(batch);
            return before;
        } catch (IOException e) {
            return joined(before, e);
        } catch (SdkException e) {
            return joined(before, errors.of("delete", some(batch), e));
        }
    }

    private static IOException joined(@Nullable IOException before, IOException e) {
        if (before == null) {
            return e;
        }
        before.addSuppressed(e);
        return before;
    }

    private void deleteObjects(List<String> objects) throws IOException {
        if (objects.size() == 1) {
            client.deleteObject(request -> request.bucket(names.bucket()).key(objects.get(0)));
            return;
        }
        List<ObjectIdentifier> identifiers = objects.stream()
                .map(name -> ObjectIdentifier.builder().key(name).build())
                .toList();
        List<S3Error> failed = client.deleteObjects(request -> request.bucket(names.bucket())
                        .delete(delete -> delete.quiet(true).objects(identifiers)))
                .errors();
        if (!failed.isEmpty()) {
            S3Error first = failed.get(0);
            boolean areDenied = failed.stream().allMatch(error -> S3Errors.DENIED.equals(error.code()));
            throw new IOException(
                    "could not delete " + failed.size() + " of " + objects.size() + " objects in bucket '"
                            + names.bucket() + "', '" + first.key() + "' among them: " + first.code(),
                    areDenied ? new AccessDeniedException(first.key(), null, first.code()) : null);
        }
    }

    private static String some(List<String> objects) {
        return objects.size() == 1
                ? objects.get(0)
                : objects.get(0) + "' and " + (objects.size() - 1) + " more, last '" + objects.get(objects.size() - 1);
    }
}

package org.storedfile.storage.s3;

import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.storedfile.storage.Key;
import org.storedfile.storage.StoredObject;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists objects page by page, as the reader gets on. */
record S3Listing(S3Client client, ObjectNames names, S3Errors errors) {
    Stream<StoredObject> list(String prefix) {
        if (!ObjectNames.startsKeys(prefix)) {
            return Stream.empty();
        }
        int ordered = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(() -> Spliterators.spliteratorUnknownSize(objects(prefix), ordered), ordered, false)
                // Some servers resolve dots in prefixes, as if they were paths.
                .filter(object -> object.key().startsWith(names.prefix() + prefix))
                .flatMap(object -> names.key(object.key()).map(key -> stored(key, object)).stream());
    }

    private Iterator<S3Object> objects(String prefix) {
        Iterator<S3Object> objects = translated(
                prefix,
                () -> client.listObjectsV2Paginator(request -> request.bucket(names.bucket())
                                .encodingType(EncodingType.URL)
                                .prefix(names.prefix() + prefix))
                        .contents()
                        .iterator());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return translated(prefix, objects::hasNext);
            }

            @Override
            public S3Object next() {
                return translated(prefix, objects::next);
            }
        };
    }

    private <T> T translated(String prefix, Supplier<T> step) {
        try {
            return step.get();
        } catch (SdkException e) {
            throw new UncheckedIOException(errors.of("list", prefix, e));
        }
    }

    private static StoredObject stored(Key key, S3Object object) {
        return new StoredObject(key, object.size(), object.lastModified());
    }
}

package org.storedfile.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place for bytes: a folder, a bucket, memory. Each object has a {@link Key} and is written once.
 *
 * <p>Implementations are thread safe and pass {@code StorageContract}, which the test jar holds. They are called on any
 * thread: files of one flush are written side by side, and removed by whichever thread ends the transaction, so a
 * storage asks for no request, session, transaction or user of the calling thread. They take a ready
 * client and do not close it; retries belong to the client. A failure of the medium is an {@link IOException} whose
 * message names the operation and the key.
 */
public interface Storage {
    /**
     * Stores {@code content} under {@code key}, which must be free. Readers see all of the bytes or none; a failed
     * write leaves nothing behind but what {@link #delete} of the same key removes.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the key is taken; what is there stays untouched
     * @throws IOException if the bytes could not be read, are fewer or more than {@link Content#length()}, or could not
     *     be stored
     */
    StoredObject write(Key key, Content content) throws IOException;

    /**
     * Opens the bytes in {@code range}; no more than those are fetched. The caller closes the stream.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such object
     */
    InputStream read(Key key, ByteRange range) throws IOException;

    /** Opens all the bytes of the object; the same as {@link ByteRange#ALL}. */
    default InputStream read(Key key) throws IOException {
        return read(key, ByteRange.ALL);
    }

    /** Looks the object up in one call, without reading it; empty if there is none. */
    Optional<StoredObject> find(Key key) throws IOException;

    /**
     * Removes the objects, and whatever an unfinished write of the same keys left. Keys without an object are fine. All
     * keys are tried before a failure is reported.
     *
     * @throws IOException if some could not be removed. One that is of a subclass of
     *     {@link java.nio.file.FileSystemException}, as {@link java.nio.file.AccessDeniedException}, or caused by one, says
     *     that the storage answered and refused these: the journal goes on removing others. After any other it leaves the
     *     storage alone for a while
     */
    void delete(Collection<Key> keys) throws IOException;

    /**
     * Lists the objects whose key starts with {@code prefix}, a plain string that need not end at a {@code /}; the
     * empty one lists all. Lazy and in no promised order, for any number of objects; the caller closes the stream. An
     * object with a name that is no key is left out. A failure while listing is an {@link java.io.UncheckedIOException}.
     */
    Stream<StoredObject> list(String prefix) throws IOException;

    /**
     * Returns this storage as {@code capability}, if it has it: {@link Links}, {@link LocalFiles}, {@link Copies} and others. The
     * only way to ask, because a client proxy or a decorator hides other interfaces from {@code instanceof}.
     */
    default <C> Optional<C> as(Class<C> capability) {
        return capability.isInstance(this) ? Optional.of(capability.cast(this)) : Optional.empty();
    }
}

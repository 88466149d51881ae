package org.storedfile.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Bytes to be stored, and what is said of them. Never held whole in memory, unless it was made from an array.
 *
 * <p>Whoever opens a content closes the stream that {@link #open} gave; that never closes the caller's stream of
 * {@link #of(InputStream)}.
 */
public interface Content {
    /**
     * Opens the bytes from the beginning. The caller closes the stream.
     *
     * @throws IOException if they cannot be read, or were read before and cannot be read again
     */
    InputStream open() throws IOException;

    /** Returns the number of bytes, if it is known beforehand. A storage refuses content that has more or fewer. */
    OptionalLong length();

    /**
     * Tells whether {@link #open} works more than once, on any thread, and gives the same bytes. What does not is read on
     * the thread that flushes.
     */
    boolean isRepeatable();

    /** Returns the media type, such as {@code image/png}, if it is known. */
    default Optional<String> contentType() {
        return Optional.empty();
    }

    /** Returns the name under which a browser shall save the file, if it is known. */
    default Optional<String> fileName() {
        return Optional.empty();
    }

    /**
     * Returns the file that holds exactly these bytes, if there is one, so that a storage may copy it directly, and calls
     * {@link #requireWanted} now and then meanwhile.
     */
    default Optional<Path> path() {
        return Optional.empty();
    }

    /**
     * Tells whether a storage may make the file of {@link #path} its own, by giving it one more name, instead of copying
     * its bytes: because nobody writes to it any more. The file stays under its own name; whoever made it removes that.
     */
    default boolean isTakeable() {
        return false;
    }

    /**
     * Moves the bytes to {@code file}, which does not exist, where their owner gives them away: by a rename on the same
     * volume, otherwise by a copy. They cannot be opened any more afterwards. A storage asks for it instead of opening
     * them, and uses what is there only if this returns true.
     *
     * @return whether they were moved; if not, they are to be opened
     * @throws IOException if that failed; part of them may be there, and perhaps they can still be opened
     */
    default boolean moveTo(Path file) throws IOException {
        return false;
    }

    /**
     * Fails once these bytes are in vain, because their transaction has ended or failed. A stream of {@link #open} does
     * so by itself.
     *
     * @throws IOException if the write is to be given up
     */
    default void requireWanted() throws IOException {}

    /**
     * Returns the group that finishes what a storage leaves to it; empty if the object is to be durable when its write
     * returns. Not for a content that stands for another one: it has a group only if it passes that of its own writer on.
     */
    default Optional<WriteGroup> group() {
        return Optional.empty();
    }

    /** Returns the content of {@code bytes}, which the caller no longer changes. */
    static Content of(byte[] bytes) {
        return new RepeatableContent(() -> new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length), null, false);
    }

    /**
     * Returns the content of the file. It is read when it is stored, and must not change meanwhile.
     *
     * @throws IOException if the file does not exist or is a folder
     */
    static Content of(Path file) throws IOException {
        return of(file, false);
    }

    /**
     * Returns the content of a temporary file that {@linkplain #isTakeable() may be taken over}: a storage on the same
     * volume gives it one more name and the time of now, and copies nothing. Nobody may write to the file from now on. It is never removed
     * here, so that a write that failed can be tried again; the caller may remove it once the bytes are stored.
     *
     * @throws IOException if the file does not exist or is a folder
     */
    static Content ofTemporary(Path file) throws IOException {
        return of(file, true);
    }

    private static Content of(Path file, boolean isTakeable) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "not a regular file");
        }
        return new RepeatableContent(
                () -> Files.newInputStream(file), OptionalLong.of(Files.size(file)), file, isTakeable);
    }

    /** Returns the rest of {@code stream}, which is read once, when it is stored, and never closed. */
    static Content of(InputStream stream) {
        return new StreamContent(stream, OptionalLong.empty());
    }

    /** Returns the rest of {@code stream}, which has {@code length} bytes, is read once and never closed. */
    static Content of(InputStream stream, long length) {
        if (length < 0) {
            throw new IllegalArgumentException("a stream of " + length + " bytes: the length must not be negative");
        }
        return new StreamContent(stream, OptionalLong.of(length));
    }
}

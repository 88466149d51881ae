package org.storedfile;

import java.io.IOException;

/**
 * Sees the bytes of each new file while they stream into their storage, and may refuse the file: a virus scanner. A CDI
 * bean of this type is used, or the one that was given to {@link StoredFiles.Builder#scanner}. What another stored file
 * is copied to is not looked at again. An image in an attribute that is {@link StoredImage} is inspected, decoded and made
 * smaller before the scanner sees its first byte, as its variants are stored with it: so a scanner does not shield the
 * decoders, which have limits of their own. Of what was found wrong there the scanner sees nothing.
 *
 * <p>A {@linkplain StoredFiles#staged() staged} file is not seen when it is staged or claimed, but when a flush stores it
 * in an attribute: only then it is known whose it is, and what it sees is what is stored. So with a scanner it
 * streams through the application instead of being copied inside its storage. What is refused stays staged until it
 * expires; no row has it. Thread safe.
 */
@FunctionalInterface
public interface FileScanner {
    /**
     * Begins with a file. May be called again for the same file, if a storage has to send it once more.
     *
     * @throws FileRefusedException if the file is refused already
     * @throws IOException if the file cannot be looked at; it is not stored then
     */
    Scan begin(UploadTo.Upload upload) throws IOException;

    /** Returns a scanner that lets a file through, with a warning in the log, when this one fails. */
    default FileScanner orAccept() {
        return new LenientScanner(this);
    }

    /** The look at one file, by one thread. */
    interface Scan extends AutoCloseable {
        /**
         * Looks at the next bytes, which are the storage's: they must not be changed, nor kept.
         *
         * @throws FileRefusedException if the file is refused
         * @throws IOException if they cannot be looked at
         */
        void next(byte[] bytes, int offset, int length) throws IOException;

        /**
         * Judges the file, after its last byte. The storage gets the last of the bytes only afterwards, so that nothing
         * is published that was refused.
         *
         * @throws FileRefusedException if the file is refused
         * @throws IOException if there is no judgement
         */
        void finish() throws IOException;

        /** Lets go of what the look needed; called whether or not it came to its end. */
        @Override
        void close() throws IOException;
    }
}

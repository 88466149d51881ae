package org.storedfile.storage.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What the server checks each request's bytes with. */
public enum Checksum {
    /** What the client is configured to send; as the SDK comes, CRC32 as a trailer. */
    CLIENT,
    /** CRC32. */
    CRC32,
    /** CRC32C. */
    CRC32C,
    /** SHA-1. */
    SHA1,
    /** SHA-256; objects of one part then tell it in {@link org.storedfile.storage.StoredObject#checksum}. */
    SHA256,
    /** Content-MD5, which every server knows; the SDK's own checksums should be set to when-required with it. */
    MD5;

    /** The digests of the JDK. */
    static final class Digests {
        private Digests() {}

        static MessageDigest md5() {
            try {
                return MessageDigest.getInstance("MD5");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this JDK has no MD5: choose another checksum", e);
            }
        }
    }
}
